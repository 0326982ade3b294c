import { nullable } from '../../core/decode'
import { decodeWriteOptions, decodeWritten, writtenBuffers } from '../values/writing'
import type { Answer, Transfer } from './definition'

/** Writes a drawing to its end, with all that the network said on the way; null while there is no network that writes. */
export const write = { params: decodeWriteOptions, result: nullable(decodeWritten) }

export const answerWrite: Answer<typeof write> = (options, { scribe }) => scribe.write(options)

export const transferWrite: Transfer<typeof write> = writtenBuffers
