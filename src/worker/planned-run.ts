import type { AnyDataSet } from '../core/images'
import type { BestSoFar } from '../nn/spec/early-stopping'
import type { RunSettings } from '../nn/spec/training'
import type { Checkpoint, ResumableRun } from '../train/checkpoint'

/** The best epoch of a run so far, where its settings ask for it. */
export interface BestEpoch {
  readonly soFar: BestSoFar
  readonly checkpoint: Checkpoint
}

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
