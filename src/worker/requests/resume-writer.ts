import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** It goes on; nothing where none rests. */
export const resumeWriter = { params: nothing, result: nothing }

export const answerResumeWriter: Answer<typeof resumeWriter> = async (_, { writerTraining }) => {
  await writerTraining.resume()
  return null
}
