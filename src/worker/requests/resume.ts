import { nothing } from '../../core/decode'
import type { Answer } from './definition'
import { goOnIfSuspended } from './go-on-if-suspended'

/** Lets a paused run go on; one that lost its way goes on from where it was good. */
export const resume = { params: nothing, result: nothing }

export const answerResume: Answer<typeof resume> = async (_, host) => {
  await goOnIfSuspended(host)
  host.training.current('resume').resume()
  return null
}
