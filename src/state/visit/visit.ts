import {
  bytes,
  choice,
  counts,
  flag,
  floats,
  instance,
  integer,
  isRecord,
  list,
  nullable,
  record,
  refuse,
  text,
  wholeText,
  type Decoded,
  type Decoder,
} from '../../core/decode'
import { parseModelSpec } from '../../nn/spec/parse'
import { decodeEpochResult } from '../../nn/spec/run-events'
import { decodeRunSettings, trainingRanges } from '../../nn/spec/training'
import { MOST_LETTERS } from '../address/parse'
import { decodeRunId } from '../runs/decode-run'
import type { KeptModel } from '../kept-model'
import type { SeriesView } from '../series'
import { MOST_KEPT } from '../series-memory'

/** What a visit leaves for the next one. It was written by another version of the page, by another program or by a fault: nothing of it is trusted. */

/** Of a format that this page can read. */
const VERSION = 1

/** View, drawing, places and settings, as an address says them. */
export interface VisitedPage {
  /** With its `#`. */
  readonly hash: string
  /** Milliseconds since 1970. */
  readonly saved: number
}

/** Model and run, which belong together: they are stored at once. */
export interface VisitedWork {
  /** Null for the model that the page comes with. */
  readonly model: KeptModel | null
  /** The run that the panel shows; null for none. */
  readonly run: VisitedRun | null
}

/** A run that was going on, or is over. */
export type VisitedRun = Decoded<typeof decodeRun>

const decodeSteps: Decoder<Float64Array> = instance(Float64Array, 'a Float64Array')

const seriesArrays = record({
  steps: decodeSteps,
  counts,
  loss: floats,
  lossLow: floats,
  lossHigh: floats,
  smoothLoss: floats,
  accuracy: floats,
  accuracyLow: floats,
  accuracyHigh: floats,
  smoothAccuracy: floats,
  seconds: floats,
} satisfies { readonly [K in keyof SeriesView]: Decoder<SeriesView[K]> })

const decodeSeries: Decoder<SeriesView> = (value, path) => {
  const series = seriesArrays(value, path)
  const { length } = series.steps
  if (length > MOST_KEPT || Object.values(series).some((values) => values.length !== length)) {
    return refuse(path, `arrays of one length, at most ${MOST_KEPT}`, value)
  }
  const isRising = series.steps.every((step, place) => step > (place === 0 ? 0 : series.steps[place - 1]!))
  return isRising ? series : refuse(`${path}.steps`, 'steps that rise', value)
}

const decodeRun = record({
  /** Among the runs that are kept. */
  id: decodeRunId,
  /** `cutOff`: it went on when this was stored, or lost its way, and goes on from `keptStep`. */
  state: choice('cutOff', 'finished', 'stopped'),
  settings: decodeRunSettings,
  /** The same with the schedule as it was planned; what the panel is set to may be another by now. */
  planned: decodeRunSettings,
  start: choice('fresh', 'current'),
  step: integer(),
  totalSteps: integer(),
  stepsPerEpoch: integer(),
  keptStep: nullable(integer()),
  epochs: list(decodeEpochResult, trainingRanges.epochs.max),
  series: decodeSeries,
})

const decodePageRecord = record({ version: choice(VERSION), saved: integer(), hash: wholeText })

export const decodePage: Decoder<VisitedPage> = (value, path) => {
  const { saved, hash } = decodePageRecord(value, path)
  return hash.length <= MOST_LETTERS ? { saved, hash } : refuse(`${path}.hash`, `at most ${MOST_LETTERS} characters`, hash)
}

const decodeFile = record({ bytes, name: text }, { isNamed: flag })
const decodeFresh = record({ spec: parseModelSpec, name: text, seed: integer(trainingRanges.seed.min, trainingRanges.seed.max) })
const decodeModel: Decoder<KeptModel> = (value, path) =>
  isRecord(value) && 'bytes' in value ? decodeFile(value, path) : decodeFresh(value, path)

const decodeWorkRecord = record({ version: choice(VERSION), model: nullable(decodeModel), run: nullable(decodeRun) })

export const decodeWork: Decoder<VisitedWork> = (value, path) => {
  const { model, run } = decodeWorkRecord(value, path)
  return { model, run }
}

export function recordOfPage(page: VisitedPage): unknown {
  return { version: VERSION, ...page }
}

export function recordOfWork(work: VisitedWork): unknown {
  return { version: VERSION, ...work }
}
