import { nothing } from '../../core/decode'
import type { Answer } from './definition'
import { goOnIfSuspended } from './go-on-if-suspended'

/** Does one step of a paused run. */
export const step = { params: nothing, result: nothing }

export const answerStep: Answer<typeof step> = async (_, host) => {
  await goOnIfSuspended(host)
  await host.training.current('step').step()
  return null
}
