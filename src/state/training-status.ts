import type { Profile, TrainingState } from '../nn/engine'
import type { EpochResult } from '../nn/spec/run-events'
import type { LearningRateSchedule, RateChange } from '../nn/spec/schedules'
import type { RunSettings } from '../nn/spec/training'
import type { ErrorData, WorkerEvent } from '../worker/protocol'

/** A run, and what was measured of one. */

export type TrainingStart = 'fresh' | 'current'

export interface TrainingStatus {
  readonly state: 'idle' | 'starting' | TrainingState
  /** Of the run among those that are kept; null before there is one. */
  readonly runId: string | null
  /** What the panel is set to; used by the next start. */
  readonly settings: RunSettings
  /** Which weights the next run begins with: fresh ones of its seed, or those on the page. */
  readonly start: TrainingStart
  /** Steps finished of `totalSteps` over the whole run. */
  readonly step: number
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  /** Training images per second of running time, smoothed; null before it is known. */
  readonly imagesPerSecond: number | null
  readonly secondsLeft: number | null
  /** Smoothed over the last steps. */
  readonly loss: number | null
  readonly accuracy: number | null
  readonly evaluating: { readonly evaluated: number; readonly total: number } | null
  readonly epochs: readonly EpochResult[]
  /** How the learning rate of the run was planned; null before there is a run. What the panel is set to may be another by now. */
  readonly planned: LearningRateSchedule | null
  /** How the learning rate of the run was turned while it went on. */
  readonly rateChanges: readonly RateChange[]
  /** Steps done in the newest state of the run that was kept; null before there is one. A run that failed goes on from there. */
  readonly keptStep: number | null
  /** The run is paused because its loss has lost its way. */
  readonly trouble: RunTrouble | null
  /** What became of a run whose epochs are judged; null before its end. */
  readonly ending: RunEnding | null
}

/** The last run as it went, and whether the page looks back at it. */
export interface PastState {
  /** Steps whose weights are kept, rising; none before there was a run. */
  readonly moments: readonly number[]
  /** The moment that answers in the model's place: steps that were done. Null for the model as it is now. */
  readonly at: number | null
  /** Goes from moment to moment by itself. */
  readonly playing: boolean
}

/** What came of timing a step. */
export type StepTime = { readonly milliseconds: number } | { readonly error: ErrorData }

/** Steps count from 1. */
export type RunTrouble = Omit<Extract<WorkerEvent, { readonly type: 'suspended' }>, 'type'>

export type RunEnding = Omit<Extract<WorkerEvent, { readonly type: 'ended' }>, 'type'>

/** Where the GPU's time goes, once it was asked. */
export type ProfileStatus =
  | { readonly state: 'none' | 'measuring' }
  | { readonly state: 'measured'; readonly profile: Profile }
  | { readonly state: 'failed'; readonly error: ErrorData }
