import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Ends the race; what its networks learnt stays. */
export const stopRace = { params: nothing, result: nothing }

export const answerStopRace: Answer<typeof stopRace> = async (_, { raceTrack }) => {
  await raceTrack.stop()
  return null
}
