import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Lets a paused run go on. */
export const resume = { params: nothing, result: nothing }

export const answerResume: Answer<typeof resume> = async (_, { training }) => {
  training.current('resume').resume()
  return null
}
