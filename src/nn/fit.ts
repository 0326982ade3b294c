import type { Tensor } from '../core/tensor'
import type { LearningRateSchedule } from './spec/schedules'
import type { RunInput } from './spec/training'

/** What a training is given, and what it tells while it goes on. */

/** What an optimizer remembers from one step to the next. */
export interface OptimizerState {
  /** Steps taken. */
  readonly step: number
  /** By the slot's name (Adam has `m` and `v`), one value for every parameter; keys of the inner maps are parameter names. */
  readonly slots: ReadonlyMap<string, ReadonlyMap<string, Tensor>>
}

/** How far a run has come. */
export interface RunPosition {
  /** Epochs that are done. */
  readonly epoch: number
  /** Steps done of the epoch after them; fewer than it has. */
  readonly step: number
}

/** What the steps of an epoch came to so far: sums over their examples. */
export interface EpochTally {
  readonly loss: number
  readonly correct: number
  readonly examples: number
}

/** How a run goes, beside what it is. */
export interface RunControl {
  /** Awaited after every epoch, before the next begins (0-based): evaluate, save. */
  readonly onEpochEnd?: (epoch: number) => Promise<void>
  /** Goes on from a checkpoint: what was done already, the optimizer's memory then, and within an epoch what its steps had come to. */
  readonly resumeFrom?: Pick<RunPosition, 'epoch'> &
    Partial<RunPosition> & { readonly optimizer: OptimizerState; readonly tally?: EpochTally }
  /** Begin paused; the first `step()` or `resume()` starts the work. */
  readonly startPaused?: boolean
}

/** `validation` is for those who measure a run: the set that is given is the one to train on, all of it. */
export type FitOptions = RunInput & RunControl

export type TrainingState = 'running' | 'paused' | 'finished' | 'stopped' | 'failed'

/** What became of consecutive steps; arrays have one entry per step. */
export interface StepReport {
  /** 0-based index of the first step over the whole run. */
  readonly firstStep: number
  /** Mean loss of each batch. */
  readonly losses: Float32Array
  /** Correct answers of each batch. */
  readonly correct: Uint32Array
  /** Examples in each batch (the last of an epoch may be smaller). */
  readonly examples: Uint32Array
}

export type TrainingEvent =
  | { readonly type: 'steps'; readonly report: StepReport }
  /** Every step of the epoch has been reported; comes before `onEpochEnd`. Means over all of its examples; NaN where not all are known. */
  | { readonly type: 'epoch'; readonly epoch: number; readonly loss: number; readonly accuracy: number }
  | { readonly type: 'state'; readonly state: TrainingState }

export interface TrainingRun {
  readonly state: TrainingState
  readonly stepsPerEpoch: number
  readonly totalSteps: number
  /** As it was planned, with what was turned since. */
  readonly schedule: LearningRateSchedule
  /** What is done; while steps are in flight, with those that have begun. */
  readonly position: RunPosition
  /** Of the steps of the epoch that `position` is in, as far as they are reported; null where the run went on within it and was not told. */
  readonly tally: EpochTally | null
  /** Gives the schedule another peak from the next step that has not begun. @throws SpecError for what is no rate */
  setLearningRate(learningRate: number): void
  /**
   * Does something while no step is in flight and none begins: model and optimizer stay at `position` until it has settled. The run keeps its state.
   * It must not wait for what the run does next.
   */
  whileAtRest<Result>(work: () => Promise<Result>): Promise<Result>
  /** After the epoch that is under way, or has just ended, the run is finished. */
  finishEarly(): void
  /** Resolves when every step begun is finished and reported. */
  pause(): Promise<void>
  resume(): void
  /** Does exactly one step while paused, reported when it resolves. @throws StateError when not paused */
  step(): Promise<void>
  /** Ends the run after the steps begun; parameters stay as they are. */
  stop(): Promise<void>
  /** Resolves on `finished` or `stopped`, rejects with the cause on `failed`. */
  readonly done: Promise<void>
  subscribe(listener: (event: TrainingEvent) => void): () => void
}
