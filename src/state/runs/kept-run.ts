import type { EpochResult } from '../../nn/spec/run-events'
import type { ModelSpec } from '../../nn/spec/model-spec'
import type { RunSettings } from '../../nn/spec/training'
import type { EngineKind } from '../../nn/engine-kinds'
import type { DataInfo } from '../../worker/protocol'

/** How far a run has come. `left`: the page was closed while it went on. */
export type RunOutcome = 'running' | 'finished' | 'stopped' | 'failed' | 'left'

/** Smoothed values of a run's training steps, at most `MOST_POINTS`, evenly apart. All arrays have one value per point. */
export interface RunCurve {
  /** 1-based */
  readonly steps: Uint32Array
  /** Of the run when the step was done, pauses left out. */
  readonly seconds: Float32Array
  readonly loss: Float32Array
  readonly accuracy: Float32Array
}

/** The sets that a run learnt from. */
export type RunData = Pick<DataInfo, 'kind' | 'trainCount' | 'testCount'> & {
  readonly also?: readonly Pick<DataInfo, 'kind' | 'trainCount'>[]
}

/** Runs that belong together: the same settings with other seeds. */
export interface RunGroup {
  readonly id: string
  readonly name: string
}

/** A run of training as it is kept: what it was made of, and what came of it. */
export interface KeptRun {
  readonly id: string
  readonly name: string
  /** Place among the colours of runs. */
  readonly colour: number
  readonly group: RunGroup | null
  /** Milliseconds since 1970. */
  readonly began: number
  /** Name of its network. */
  readonly model: string
  readonly spec: ModelSpec
  readonly settings: RunSettings
  readonly start: 'fresh' | 'current'
  readonly data: RunData
  readonly engine: { readonly kind: EngineKind; readonly adapter: string }
  readonly outcome: RunOutcome
  /** Steps that were done, and how many an epoch has; 0 before that is known. */
  readonly steps: number
  readonly stepsPerEpoch: number
  /** It has been going, pauses left out. */
  readonly seconds: number
  readonly epochs: readonly EpochResult[]
  readonly curve: RunCurve
}

/** So many colours do runs have. */
export const RUN_COLOURS = 8

/** So many runs are kept between visits. */
export const MOST_RUNS = 200

/** Longest name of a run. */
export const MOST_LETTERS = 60
