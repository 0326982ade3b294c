import { bytes, record } from '../../core/decode'
import { decodeRowsInfo } from '../values/rows'
import type { Answer } from './definition'

/** Brings up a network that draws row by row from its file, in place of the one before. */
export const loadRows = { params: record({ bytes }), result: decodeRowsInfo }

export const answerLoadRows: Answer<typeof loadRows> = (params, { painter, checkpoints }) =>
  painter.load(checkpoints.decodeRows(params.bytes))
