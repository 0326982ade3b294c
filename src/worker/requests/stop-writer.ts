import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Ends the training of a network that writes; what was told of its epochs stays. */
export const stopWriter = { params: nothing, result: nothing }

export const answerStopWriter: Answer<typeof stopWriter> = async (_, { writerTraining }) => {
  await writerTraining.stop()
  return null
}
