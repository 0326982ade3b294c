import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Lets a paused run go on; one that lost its way goes on from where it was good. */
export const resume = { params: nothing, result: nothing }

export const answerResume: Answer<typeof resume> = async (_, { training, changes }) => {
  if (training.isSuspended) await changes(async () => (training.isSuspended ? training.goOn(false) : undefined))
  else training.current('resume').resume()
  return null
}
