import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Ends the race and frees its networks. */
export const closeRace = { params: nothing, result: nothing }

export const answerCloseRace: Answer<typeof closeRace> = async (_, { raceTrack }) => {
  await raceTrack.close()
  return null
}
