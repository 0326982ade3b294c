import { bytes, record } from '../../core/decode'
import { decodeWriterInfo } from '../values/writing'
import type { Answer } from './definition'

/** Brings up a network that writes from its file, in place of the one before. */
export const loadWriter = { params: record({ bytes }), result: decodeWriterInfo }

export const answerLoadWriter: Answer<typeof loadWriter> = (params, { scribe, checkpoints }) =>
  scribe.load(checkpoints.decodeWriter(params.bytes))
