import type { WorkerClient } from '../worker/client'
import type { Actions } from './app-state'

/**
 * What the page asks about one unit. Such questions come with every look at another unit and every change of the model, and the next one may already be on its way:
 * what cannot be answered is null and no notice. A worker that is ill is told by its events.
 */
export function unitRequests(client: Pick<WorkerClient, 'request'>): Pick<Actions, 'unitWeights' | 'mostActive'> {
  return {
    unitWeights: (layer, unit) => client.request('unitWeights', { layer, unit }).catch(() => null),
    mostActive: (layer, unit, count) => client.request('mostActive', { layer, unit, count }).catch(() => null),
  }
}
