import { anyNumber, bytes, choice, integer, record, text } from '../../core/decode'
import { exportFormats } from '../../core/exchange-details'
import { buffersOf } from '../values/buffers'
import type { Answer, Transfer } from './definition'

/**
 * The model as a file for another tool, read again before it is handed out. Refused, as an error `export`, for what the format has no words for.
 */
export const exportModel = {
  params: record({ format: choice(...exportFormats) }),
  result: record({
    /** What to save it as: `row-lstm.onnx`, or a zip archive of several files. */
    name: text,
    bytes,
    /** What the written file answers, read again: the largest difference of a probability over so many pictures. */
    check: record({ pictures: integer(), largest: anyNumber, how: choice('graph', 'weights') }),
  }),
}

export const answerExportModel: Answer<typeof exportModel> = async ({ format }, { training, checkpoints }) =>
  checkpoints.export(await training.checkpoint(), format)

export const transferExportModel: Transfer<typeof exportModel> = (exported) => buffersOf([exported.bytes])
