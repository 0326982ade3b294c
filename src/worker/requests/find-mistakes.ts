import { integer, nullable, record } from '../../core/decode'
import { decodeMistakeSearch, MAX_PIECE } from '../values/mistakes'
import type { Answer } from './definition'

/** Answers a piece of the test set and tells the wrong answers; null while no data are loaded. Pieces are small so that readings have their turn between two. */
export const findMistakes = {
  params: record({ from: integer(), count: integer(1, MAX_PIECE) }),
  result: nullable(decodeMistakeSearch),
}

export const answerFindMistakes: Answer<typeof findMistakes> = async (piece, host) => {
  const test = host.data.current?.dataset.test
  if (test === undefined) return null
  host.requireModelFor(test)
  return host.findMistakes(test, piece)
}
