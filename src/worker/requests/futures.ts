import { floats, integer, list, nullable, record } from '../../core/decode'
import { decodeSeed } from '../values/models'
import { decodeWriteOptions } from '../values/writing'
import type { Answer } from './definition'

/** As many as a page can fan out. */
const MOST = 256

/** What might be written after a beginning, [n,3] points each; null while there is no network that writes. */
export const futures = {
  params: record({ options: decodeWriteOptions, count: integer(1, MOST), seed: decodeSeed }),
  result: nullable(list(floats, MOST)),
}

export const answerFutures: Answer<typeof futures> = ({ options, count, seed }, { scribe }) => scribe.futures(options, count, seed)
