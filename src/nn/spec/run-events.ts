import {
  anyNumber,
  choice,
  counts,
  flag,
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
import { decodeChanges } from './training'

/** News of a run while it goes on, from the training loop to what shows or records it. */

const decodeStepReport: Decoder<StepReport> = record({ firstStep: integer(), losses: floats, correct: counts, examples: counts })

/** A loss may be NaN or infinite. */
const epochResult = {
  /** 0-based */
  epoch: integer(),
  /** This and the accuracy are of all steps of the epoch; NaN where the run went on within it from a file that does not tell of its first ones. */
  trainLoss: anyNumber,
  trainAccuracy: anyNumber,
  testLoss: anyNumber,
  testAccuracy: anyNumber,
  /** Name of the set behind `testLoss` and `testAccuracy`; the data in use may be others by now. */
  evaluatedOn: text,
  /** Examples of that set. */
  evaluatedCount: integer(),
}

/** What is kept of an epoch. */
export const decodeEpochResult = record(epochResult)

export type EpochResult = Decoded<typeof decodeEpochResult>

/** What an epoch came to. */
export const decodeEpochFigures = record({
  ...epochResult,
  /** Spent on the epoch's training steps, without pauses and evaluation; where the run went on within it, on those since. */
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
  /** The learning rate was turned: every turn so far, by rising steps. */
  turned: record({ changes: decodeChanges }),
  /**
   * The loss has lost its way (the error that says how follows). The run is paused, the model is back at what it was before, and the run goes on from
   * there.
   */
  suspended: record({
    /** 1-based, of the step that showed it. */
    step: integer(),
    /** Steps of the run that are done when it goes on. */
    from: integer(),
    /** Peak of the learning rate that led there, and one that is worth a try. */
    learningRate: anyNumber,
    suggested: anyNumber,
  }),
  /** Told before the run is over where its settings judge epochs. */
  ended: record({
    /** Epochs that were trained, fewer than planned where the run ended early. */
    epochs: integer(),
    isEarly: flag,
    /** The 0-based epoch whose weights the model has again; null where it has the last one's. */
    restoredEpoch: nullable(integer()),
  }),
}

export type RunEvent = Tagged<'type', typeof runEvents>
