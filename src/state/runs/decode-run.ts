import { choice, counts, floats, integer, list, nullable, record, refuse, text, wholeText, within, type Decoder } from '../../core/decode'
import { printable } from '../../core/printable'
import { decodeDataSet } from '../../data/sets/registry'
import { engineKindNames } from '../../nn/engine-kinds'
import { parseModelSpec } from '../../nn/spec/parse'
import { decodeEpochResult } from '../../nn/spec/run-events'
import { decodeRunSettings, trainingRanges } from '../../nn/spec/training'
import { type KeptRun, MOST_LETTERS, RUN_COLOURS, type RunCurve, type RunOutcome } from './kept-run'
import { MOST_POINTS } from './thin-curve'

/** What is stored was written by another version of the page, by another program or by a fault: nothing of it is trusted. */

/** Of a format of records that this page can read. */
export const RECORD_VERSION = 1

/** The end of the year 9999, milliseconds. */
const LAST_DATE = 253_402_300_799_999
/** Longer than any run: a hundred years. */
const MOST_SECONDS = 3.2e9

export const decodeRunId: Decoder<string> = (value, path) => {
  const id = wholeText(value, path)
  return /^[\w-]{1,40}$/.test(id) ? id : refuse(path, 'an id', value)
}

/** A name in one line, without what would disturb the text around it. */
const decodeName: Decoder<string> = (value, path) => printable(text(value, path)).slice(0, MOST_LETTERS)

const curveArrays = record({ steps: counts, seconds: floats, loss: floats, accuracy: floats })

const decodeCurve: Decoder<RunCurve> = (value, path) => {
  const curve = curveArrays(value, path)
  const { length } = curve.steps
  if (length > MOST_POINTS || [curve.seconds, curve.loss, curve.accuracy].some((values) => values.length !== length)) {
    return refuse(path, `arrays of one length, at most ${MOST_POINTS}`, value)
  }
  const isRising = curve.steps.every((step, place) => step > (place === 0 ? 0 : curve.steps[place - 1]!))
  return isRising ? curve : refuse(`${path}.steps`, 'steps that rise', value)
}

const set = { kind: decodeDataSet, trainCount: integer() }

const decodeRecord = record({
  version: choice(RECORD_VERSION),
  id: decodeRunId,
  name: decodeName,
  colour: integer(0, RUN_COLOURS - 1),
  group: nullable(record({ id: decodeRunId, name: decodeName })),
  began: integer(0, LAST_DATE),
  model: decodeName,
  spec: parseModelSpec,
  settings: decodeRunSettings,
  start: choice('fresh', 'current'),
  data: record({ ...set, testCount: integer() }, { also: list(record(set), 8) }),
  engine: record({ kind: choice(...engineKindNames), adapter: decodeName }),
  outcome: choice<RunOutcome>('running', 'finished', 'stopped', 'failed', 'left'),
  steps: integer(),
  stepsPerEpoch: integer(),
  seconds: within(0, MOST_SECONDS),
  epochs: list(decodeEpochResult, trainingRanges.epochs.max),
  curve: decodeCurve,
})

/** A run from storage. One that went on when it was last stored has ended with its page. @throws DecodeError, SpecError */
export const decodeRun: Decoder<KeptRun> = (value, path) => {
  const { version: _, outcome, ...run } = decodeRecord(value, path)
  return { ...run, outcome: outcome === 'running' ? 'left' : outcome }
}

/** A run as it is stored. */
export function recordOf(run: KeptRun): unknown {
  return { version: RECORD_VERSION, ...run }
}
