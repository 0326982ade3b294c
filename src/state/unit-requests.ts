import type { WorkerClient } from '../worker/client'
import type { LookUps } from './actions'

/**
 * What the page asks about one unit, and pictures of the data. Such questions come with every look at another unit or gallery and every change of the model, and the next one may already be on its way:
 * what cannot be answered is null and no notice. A worker that is ill is told by its events.
 */
export function unitRequests(client: Pick<WorkerClient, 'request'>): LookUps {
  return {
    unitWeights: (layer, unit) => client.request('unitWeights', { layer, unit }).catch(() => null),
    picturesOfSet: async (part, indices) => (await client.request('picturesOfSet', { part, indices }).catch(() => null))?.pictures ?? [],
    mostActive: (layer, unit, count) => client.request('mostActive', { layer, unit, count }).catch(() => null),
  }
}
