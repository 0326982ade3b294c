import {
  anyNumber,
  choice,
  counts,
  floats,
  integer,
  nullable,
  record,
  text,
  type Decoded,
  type Decoder,
  type Tagged,
} from '../../core/decode'
import type { StepReport, TrainingState } from '../engine'

/** News of a run while it goes on, from the training loop to what shows or records it. */

const decodeStepReport: Decoder<StepReport> = record({ firstStep: integer(), losses: floats, correct: counts, examples: counts })

/** What an epoch came to. A loss may be NaN or infinite. */
export const decodeEpochFigures = record({
  /** 0-based */
  epoch: integer(),
  trainLoss: anyNumber,
  trainAccuracy: anyNumber,
  testLoss: anyNumber,
  testAccuracy: anyNumber,
  /** Name of the set behind `testLoss` and `testAccuracy`; the data in use may be others by now. */
  evaluatedOn: text,
  /** Examples of that set. */
  evaluatedCount: integer(),
  /** Spent on the epoch's training steps, without pauses and evaluation. */
  trainingSeconds: anyNumber,
})

export type EpochFigures = Decoded<typeof decodeEpochFigures>

/** By their types. */
export const runEvents = {
  trainingState: record({ state: choice<TrainingState>('running', 'paused', 'finished', 'stopped', 'failed') }),
  steps: record({
    report: decodeStepReport,
    /** Training images per second over the last seconds of training, pauses and evaluations not counted; null before it is known. */
    imagesPerSecond: nullable(anyNumber),
    /** Until the end of the run, evaluations included; null before it is known. */
    secondsLeft: nullable(anyNumber),
  }),
  /** `evaluated` of `total` test examples are done. */
  evaluating: record({ epoch: integer(), evaluated: integer(), total: integer() }),
  epoch: decodeEpochFigures,
}

export type RunEvent = Tagged<'type', typeof runEvents>
