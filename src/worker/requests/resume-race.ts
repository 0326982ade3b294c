import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** The race goes on; nothing where none rests. */
export const resumeRace = { params: nothing, result: nothing }

export const answerResumeRace: Answer<typeof resumeRace> = async (_, { raceTrack }) => {
  raceTrack.resume()
  return null
}
