import { integer, nullable, record } from '../../core/decode'
import { decodeExamined, decodeQuestion, decodeSetPart, MAX_BLOCK } from '../values/judging'
import { decodeSeed } from '../values/models'
import type { Answer } from './definition'

/**
 * Asks the examined model about a block of a sample of the pictures in use and counts its right answers; null where there are no data or no such model. The
 * sample is `of` pictures spread evenly over the set. Refused while weights move.
 */
export const examine = {
  params: record({
    part: decodeSetPart,
    question: decodeQuestion,
    from: integer(),
    count: integer(1, MAX_BLOCK),
    of: integer(1),
    seed: decodeSeed,
  }),
  result: nullable(decodeExamined),
}

export const answerExamine: Answer<typeof examine> = async ({ part, question, from, count, of, seed }, host) => {
  host.refuseWhileLearning('evaluate')
  const set = host.data.current?.dataset[part]
  return set === undefined ? null : host.examine(set, question, { from, count }, { of, seed })
}
