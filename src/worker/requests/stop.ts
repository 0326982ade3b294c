import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Ends the run after the steps begun; answered when the model is in its final state. */
export const stop = { params: nothing, result: nothing }

export const answerStop: Answer<typeof stop> = async (_, { training, changes }) => {
  // One that is on its way to go on is stopped once it does.
  await (training.isSuspended ? changes(() => training.stop('stop')) : training.stop('stop'))
  return null
}
