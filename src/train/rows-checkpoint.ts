import { describeRows, parseRowsSpec, type RowsSpec } from '../nn/spec/rows/rows-spec'
import { decodeRowsSettings, type RowsSettings } from '../nn/spec/rows/rows-training'
import { readSpec } from './checkpoint'
import { decodeGenerative, encodeGenerative, type GenerativeCheckpoint } from './generative-checkpoint'
import type { SafetensorsFile, StoredFloat } from './safetensors'

/** What a file of a network that draws row by row says. */
export type RowsCheckpoint = GenerativeCheckpoint<RowsSpec, RowsSettings>

const rows = {
  readSpec: (file: SafetensorsFile) => parseRowsSpec(readSpec(file, 'rows')),
  describe: describeRows,
  decodeSettings: decodeRowsSettings,
}

/** A network that draws row by row as a safetensors file. @throws ShapeError for a value that `dtype` does not have */
export function encodeRows(checkpoint: RowsCheckpoint, dtype: StoredFloat = 'F32'): Uint8Array<ArrayBuffer> {
  return encodeGenerative(checkpoint, dtype)
}

/** Reads and checks a whole file of a network that draws row by row. @throws as `decodeGenerative` */
export function decodeRows(bytes: Uint8Array): RowsCheckpoint {
  return decodeGenerative(bytes, rows)
}
