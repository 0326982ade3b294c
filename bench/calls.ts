import type { ContenderName } from './contenders/list'
import type { PresetName } from '../src/nn/spec/presets'
import type { GpuCounts, GpuMemory } from './gpu-counter'
import type { FoundAdapter } from './found-adapter'
import type { CheckedArrangement, CheckedNetworks, TriedFamily } from './hardware/arrangements'
import type { ProfiledStep } from './hardware/profiled'
import type { AdapterLimits } from './limits/adapter'
import type { ProductLimits } from './limits/bare-list'
import type { CoreLimits } from './limits/cores'
import type { CpuLimits } from './limits/cpu'

/** What Node asks of the benchmark's pages and workers: every call takes and gives plain JSON. Times are in milliseconds. */

/** Where the server has the digits. */
export const DIGITS_PATH = '/@bench/digits'
/** Pictures of a large prediction; where batches are larger, as many as they have. */
export const MANY = 256
/** Pictures whose probabilities are compared. */
export const COMPARED = 16

export interface Calls {
  /** Loads a contender, brings it up and takes two steps. Comes before the other calls about it. */
  start(name: ContenderName, batch: number): Promise<Started>
  turn(times: TurnTimes): Promise<Turn>
  /** What the GPU holds for this thread. */
  gpuMemory(): GpuMemory
  /** [16,10] what the contender answers with the initial parameters; what it has learnt is lost. */
  untrained(): Promise<number[]>

  /** What WebGPU computes on. */
  adapter(): Promise<FoundAdapter>
  /** What the adapter can do at most. @param shortest  how long a measurement must last */
  adapterLimits(shortest: number): Promise<AdapterLimits>
  /** What the engine's matrix kernels reach. @param shortest  of each of the two measurements @param batch  of the training step */
  productLimits(shortest: number, batch: number): Promise<ProductLimits>
  /** What one core's matrix kernels reach. */
  cpuLimits(shortest: number): Promise<CpuLimits>
  /** The fastest of them again, on one core and, at the same time, on all that our engine takes. */
  coreLimits(shortest: number): Promise<CoreLimits>

  /** Times every arrangement of the engine's kernels, or only of two families: the product and the LSTM's step. */
  tryArrangements(isQuick: boolean): Promise<readonly TriedFamily[]>
  /** Holds every arrangement against the float64 engine. */
  checkArrangements(what: CheckedNetworks): Promise<readonly CheckedArrangement[]>
  /** Where the GPU's time goes in a training step, as a table in text. */
  profileStep(step: ProfiledStep): Promise<string>

  /** Begins a run of our WebGPU engine and takes its first step. */
  beginWatched(options: WatchedOptions): Promise<void>
  /** Goes on with it. @returns steps taken, at least `count` */
  takeSteps(count: number): Promise<number>
  /** Gives back all that the run held. */
  endWatched(): void
  /** Gives back all that this thread holds, where it lives on without the page. */
  close(): Promise<void>
}

export type CallName = keyof Calls

export interface WatchedOptions {
  readonly preset: PresetName
  readonly batch: number
  /** Of its recurrent layers; null for the preset's own. */
  readonly units: number | null
}

export interface Started {
  /** What computes, for people. */
  readonly description: string
  /** Null for who cannot train. */
  readonly training: {
    /** From Start to the end of the first step: device, weights, compiling and all. */
    readonly firstStep: number
    /** The step after it, which warms up. */
    readonly secondStep: number
    /** Of both. */
    readonly losses: readonly number[]
  } | null
}

/** How long each part of a turn may take; what is begun in time is finished. */
export interface TurnTimes {
  /** 0: exactly one step. */
  readonly train: number
  /** Of each kind of prediction. */
  readonly predict: number
}

export interface Turn {
  /** Null for who cannot train. */
  readonly training: {
    readonly milliseconds: number
    /** One per step. */
    readonly losses: readonly number[]
    readonly gpu: GpuCounts
  } | null
  /** Median of a prediction of one picture. */
  readonly predictOne: number
  /** Of a prediction of 256 pictures, or of a batch that is larger. */
  readonly predictMany: number
  /** Of a trace of one picture; null for who has none. */
  readonly trace: number | null
}
