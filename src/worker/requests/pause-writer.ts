import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** The network that learns to write rests before its next step; nothing where none learns. */
export const pauseWriter = { params: nothing, result: nothing }

export const answerPauseWriter: Answer<typeof pauseWriter> = async (_, { writerTraining }) => {
  await writerTraining.pause()
  return null
}
