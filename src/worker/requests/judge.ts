import { integer, nullable, record } from '../../core/decode'
import { buffersOf } from '../values/buffers'
import { decodeAnsweredBlock, decodeSetPart, MAX_BLOCK } from '../values/judging'
import type { Answer, Transfer } from './definition'

/**
 * Answers a block of the test or training pictures in use, and tells how probable the model holds each class; null while no data are loaded. Blocks are small
 * so that readings have their turn and whoever asks can stop. Refused while weights move.
 */
export const judge = {
  params: record({ part: decodeSetPart, from: integer(), count: integer(1, MAX_BLOCK) }),
  result: nullable(decodeAnsweredBlock),
}

export const answerJudge: Answer<typeof judge> = async ({ part, ...block }, host) => {
  host.refuseWhileLearning('evaluate')
  const set = host.data.current?.dataset[part]
  if (set === undefined) return null
  host.requireModelFor(set)
  return host.judge(set, block)
}

export const transferJudge: Transfer<typeof judge> = (block) => (block === null ? [] : buffersOf([block.labels, block.probabilities]))
