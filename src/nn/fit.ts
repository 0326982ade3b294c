import type { Tensor } from '../core/tensor'
import type { LossSpec } from './losses/definition'
import type { OptimizerSpec } from './optimizers/definition'
import type { Augmentation } from './spec/augmentation'

/** What a training is given, and what it tells while it goes on. */

/** What an optimizer remembers from one step to the next. */
export interface OptimizerState {
  /** Steps taken. */
  readonly step: number
  /** By the slot's name (Adam has `m` and `v`), one value for every parameter; keys of the inner maps are parameter names. */
  readonly slots: ReadonlyMap<string, ReadonlyMap<string, Tensor>>
}

export interface FitOptions {
  readonly epochs: number
  readonly batchSize: number
  readonly loss: LossSpec
  readonly optimizer: OptimizerSpec
  /** Seed of the order of examples, of dropout and of augmentation. */
  readonly seed: number
  /** Deforms every training picture at random, each time another way; default: not at all. */
  readonly augment?: Augmentation
  /** Learning rate of a step (0-based, over the whole run); default: the optimizer's constant one. */
  readonly schedule?: (step: number) => number
  /** Awaited after every epoch, before the next begins (0-based): evaluate, save. */
  readonly onEpochEnd?: (epoch: number) => Promise<void>
  /** Goes on from a checkpoint: number of epochs already done, and the optimizer's memory then. */
  readonly resumeFrom?: { readonly epoch: number; readonly optimizer: OptimizerState }
  /** Begin paused; the first `step()` or `resume()` starts the work. */
  readonly startPaused?: boolean
}

export type PreparationOptions = Pick<FitOptions, 'batchSize' | 'loss' | 'optimizer' | 'augment'>

export interface ProfileOptions extends PreparationOptions {
  readonly seed: number
  /** Steps to measure; default: as many as a second lets, 4 to 24. */
  readonly steps?: number
}

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
  /** Every step of the epoch has been reported; comes before `onEpochEnd`. */
  | { readonly type: 'epoch'; readonly epoch: number; readonly loss: number; readonly accuracy: number }
  | { readonly type: 'state'; readonly state: TrainingState }

export interface TrainingRun {
  readonly state: TrainingState
  readonly stepsPerEpoch: number
  readonly totalSteps: number
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
