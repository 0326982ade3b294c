import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** The race rests before its next step; nothing where none goes on. */
export const pauseRace = { params: nothing, result: nothing }

export const answerPauseRace: Answer<typeof pauseRace> = async (_, { raceTrack }) => {
  raceTrack.pause()
  return null
}
