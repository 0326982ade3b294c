import { describeRows, parseRowsSpec, type RowsSpec } from '../nn/spec/rows/rows-spec'
import { decodeRowsSettings, type RowsSettings } from '../nn/spec/rows/rows-training'
import { readSpec } from './checkpoint'
import { generativeFile, type GenerativeCheckpoint } from './generative-checkpoint'

/** What a file of a network that draws row by row says. */
export type RowsCheckpoint = GenerativeCheckpoint<RowsSpec, RowsSettings>

export const { encode: encodeRows, decode: decodeRows } = generativeFile<RowsSpec, RowsSettings>({
  readSpec: (file) => parseRowsSpec(readSpec(file, 'rows')),
  describe: describeRows,
  decodeSettings: decodeRowsSettings,
})
