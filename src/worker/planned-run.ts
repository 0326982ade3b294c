import type { AnyDataSet } from '../core/images'
import type { RunSettings } from '../nn/spec/training'
import type { BestEpoch, Checkpoint, ResumableRun } from '../train/checkpoint'

/** A run that was asked for, with what it starts from. */
export interface PlannedRun {
  readonly settings: RunSettings
  readonly startPaused: boolean
  /** The model that the run starts from; its parameters are on the engine already. */
  readonly from: Checkpoint
  readonly dataset: AnyDataSet
  /** The state of the run that it goes on from, and at which peak of the learning rate. */
  readonly resume: (ResumableRun & { readonly learningRate: number }) | null
  /** Of its epochs so far, where it goes on. */
  readonly best: BestEpoch | null
}
