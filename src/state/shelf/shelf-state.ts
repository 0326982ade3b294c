import { choice, floats, integer, list, nullable, record, refuse, text, within, type Decoded, type Decoder } from '../../core/decode'
import { printable } from '../../core/printable'
import { parseModelSpec } from '../../nn/spec/parse'
import { trainingRanges } from '../../nn/spec/training'
import type { ErrorData, ModelInfo } from '../../worker/protocol'
import { decodeRunId } from '../runs/decode-run'
import { MOST_LETTERS } from '../runs/kept-run'

/** So many models are kept. */
export const MOST_MODELS = 200

/** Points of the small curve. */
export const MOST_CURVE_POINTS = 48

/** Of a format of records that this page can read. */
const VERSION = 1

const decodeName: Decoder<string> = (value, path) => printable(text(value, path)).slice(0, MOST_LETTERS)

const decodeCurve: Decoder<Float32Array> = (value, path) => {
  const curve = floats(value, path)
  return curve.length <= MOST_CURVE_POINTS ? curve : refuse(path, `at most ${MOST_CURVE_POINTS} values`, value)
}

const decodeModel: Decoder<ModelInfo> = record({
  spec: parseModelSpec,
  name: text,
  parameterCount: integer(),
  epochs: integer(),
  seed: integer(trainingRanges.seed.min, trainingRanges.seed.max),
  trainedOn: list(text),
  testAccuracy: nullable(within(0, 1)),
  testedOn: nullable(text),
})

const decodeRecord = record({
  version: choice(VERSION),
  id: decodeRunId,
  name: decodeName,
  /** Milliseconds since 1970. */
  saved: integer(),
  /** Length of its file. */
  bytes: integer(),
  model: decodeModel,
  /** Smoothed loss of the run that it comes from, evenly apart; none where it comes from elsewhere. */
  curve: decodeCurve,
  /** What it learnt from last time; null where nobody knows. */
  run: nullable(decodeRunId),
})

/** A model on the shelf, but for its file. */
export type ShelfModel = Omit<Decoded<typeof decodeRecord>, 'version'>

/** @throws DecodeError, SpecError */
export const decodeShelfModel: Decoder<ShelfModel> = (value, path) => {
  const { version: _, ...model } = decodeRecord(value, path)
  return model
}

export function recordOfModel(model: ShelfModel): unknown {
  return { version: VERSION, ...model }
}

export interface ShelfState {
  /** `none`: nobody has looked at it. */
  readonly state: 'none' | 'loading' | 'ready'
  /** The newest first. */
  readonly models: readonly ShelfModel[]
  /** Stored by earlier visits, and not to be read. */
  readonly damaged: number
  /** Why models are not kept, or were not; null where they are. */
  readonly problem: ErrorData | null
  /** What was deleted last, and can be had back. */
  readonly deleted: ShelfModel | null
}

export const emptyShelf: ShelfState = { state: 'none', models: [], damaged: 0, problem: null, deleted: null }
