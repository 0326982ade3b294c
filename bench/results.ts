import type { AdapterLimits } from './limits/adapter.ts'
import type { CpuLimits } from './limits/cpu.ts'
import type { Summary } from './measure.ts'

/** What one run of the benchmark found; plain JSON. Times are in milliseconds unless they say otherwise. */
export interface BenchResults {
  readonly machine: Machine
  readonly contenders: readonly ContenderResult[]
  readonly limits: LimitResults | null
  readonly memory: MemoryResults | null
  readonly page: PageResults | null
  readonly pen: PenResults | null
  /** What a later run is compared with by `--against`. */
  readonly ratios: readonly Ratio[]
  /** What was asked for and could not be measured, a line each. */
  readonly failures: readonly string[]
}

/** How much faster than others and how near to the machine's limits: what says the same while the machine's own speed changes. */
export interface Ratio {
  /** `training: gatelight-cpu / jax-wasm`. */
  readonly name: string
  /** Of the best round of each, the more the better: whatever else the machine does only takes away, and the rounds of both lie between each other. */
  readonly value: number
  /** Of the ratios of single rounds, or of two medians of predictions: what is published. */
  readonly median: number
  /** Who must be measured again to have it again. */
  readonly contenders: readonly string[]
  readonly needsLimits: boolean
}

export interface Machine {
  /** When the run began, ISO 8601. */
  readonly date: string
  readonly isQuick: boolean
  readonly browser: string
  /** What WebGPU computes on. */
  readonly adapter: string
  readonly system: string
  readonly processor: string
  readonly cores: number
  /** Of the libraries that took part, by what they are called: `jax-js` → `0.1.25`. */
  readonly versions: Readonly<Record<string, string>>
  /** Programs that wanted to compute, on average over the minute before the run; always 0 on Windows. */
  readonly load: number
  /** Bytes. */
  readonly memory: number
}

export interface ContenderResult {
  readonly name: string
  readonly title: string
  readonly isOurs: boolean
  /** What it says of itself. */
  readonly description: string
  /** Why there are no figures, or fewer than asked for. */
  readonly failure: string | null
  /** Null for who cannot train. */
  readonly training: TrainingResult | null
  readonly predictOne: Summary | null
  /** Of a prediction of 256 pictures. */
  readonly predictMany: Summary | null
  /** Null for who has none. */
  readonly trace: Summary | null
  /** Largest distance of a probability from the float64 engine's, with the same parameters. */
  readonly difference: number | null
}

export interface TrainingResult {
  /** Examples per second. */
  readonly rate: Summary
  /** The same of every round, in turn. */
  readonly rounds: readonly number[]
  readonly firstStep: number
  /** Of consecutive steps from the first on. */
  readonly losses: readonly number[]
  /** Null where nothing went to WebGPU. */
  readonly gpu: {
    readonly dispatchesPerStep: number
    readonly passesPerStep: number
    readonly submitsPerStep: number
    /** Of all live buffers and textures after training. */
    readonly bytes: number
    readonly buffers: number
  } | null
}

export interface LimitResults {
  readonly adapter: AdapterLimits
  readonly cpu: CpuLimits
  readonly products: {
    /** 10⁹ operations a second of one product at 1664×160×512. */
    readonly gemm: Summary
    /** Of all products of a training step. */
    readonly list: Summary
    /** 10⁹ operations a second in them. */
    readonly listRate: Summary
    /** The same of every round, in turn. */
    readonly listRates: readonly number[]
    /** 10⁹ operations a second of one core's WebAssembly, in every round. */
    readonly coreRates: readonly number[]
    /** Of all cores together, as many as our engine takes. */
    readonly allCoresRates: readonly number[]
    /** Share of that rate that our training step reaches; null where it was not measured. */
    readonly shareOfTraining: number | null
  }
}

export interface MemoryResults {
  readonly preset: string
  readonly batch: number
  /** Of its recurrent layers. */
  readonly units: number
  readonly points: readonly MemoryPoint[]
  /** Bytes on the GPU of a training run over long sequences. */
  readonly longest: { readonly preset: string; readonly batch: number; readonly bytes: number }
}

export interface MemoryPoint {
  readonly steps: number
  readonly gpuBytes: number
  readonly gpuBuffers: number
  /** Of JavaScript, after a collection. */
  readonly heapBytes: number
}

export interface PageResults {
  /** Seconds of training that were watched. */
  readonly seconds: number
  /** Steps of the run in that time. */
  readonly steps: number
  /** Tasks of the main thread over 50 ms, from opening the page to Start. */
  readonly before: readonly number[]
  /** And from Start on. */
  readonly training: readonly number[]
}

/** Those on which the pen is followed. */
export const PEN_ENGINES = ['webgpu', 'cpu'] as const
export type PenEngine = (typeof PEN_ENGINES)[number]

export interface PenResults {
  readonly preset: string
  readonly results: readonly PenResult[]
}

/** What the page's own meter says after some digits were drawn. */
export interface PenResult {
  readonly engine: PenEngine
  /** The model was being trained meanwhile. */
  readonly isTraining: boolean
  /** Readings that the two times are of. */
  readonly readings: number
  /** From pen sample to painted maps; null where nothing was read. */
  readonly median: number | null
  readonly worst: number | null
  /** Null where there were no two in a row. */
  readonly readsPerSecond: number | null
  /** Tasks of the main thread over 50 ms. */
  readonly longTasks: number
  /** 0 for none. */
  readonly longestTask: number
}
