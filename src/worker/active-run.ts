import type { TrainingImages } from '../core/images'
import type { Model, TrainingRun } from '../nn/engine'
import type { RunSettings } from '../nn/spec/training'
import type { Checkpoint } from '../train/checkpoint'
import type { PlannedRun } from './planned-run'
import type { RunProgress } from './run-progress'

/** A run that takes steps, or rests between two. */
export interface ActiveRun {
  readonly run: TrainingRun
  readonly model: Model
  readonly planned: PlannedRun
  readonly progress: RunProgress
  readonly settings: RunSettings
  /** What it learns from. */
  readonly set: TrainingImages
  /** Keeps what was learnt so far, and tells the page. */
  readonly keep: () => Promise<void>
  /** The loss is not on its way up. */
  readonly isSteady: () => boolean
}

/** Steps of a run that are done in a checkpoint of it; null for a model from before. */
export function stepsDoneIn({ run, planned, progress }: ActiveRun, checkpoint: Checkpoint): number | null {
  if (checkpoint.run === null) return null
  const isOfThisRun = checkpoint === progress.kept || (planned.resume !== null && checkpoint === planned.from)
  return isOfThisRun ? checkpoint.run.epoch * run.stepsPerEpoch + checkpoint.run.step : null
}
