import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Ends what `tuneWithout` is doing, if anything, and frees the copy of the model. */
export const stopTuning = { params: nothing, result: nothing }

export const answerStopTuning: Answer<typeof stopTuning> = async (_, { tuner }) => {
  await tuner.stop()
  return null
}
