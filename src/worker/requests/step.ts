import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Does one step of a paused run. */
export const step = { params: nothing, result: nothing }

export const answerStep: Answer<typeof step> = async (_, { training, changes }) => {
  if (training.isSuspended) await changes(async () => (training.isSuspended ? training.goOn(true) : undefined))
  await training.current('step').step()
  return null
}
