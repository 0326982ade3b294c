import type { ErrorData } from '../core/error-details'
import type { StoredFormat } from '../core/stored-format'
import type { Tensor } from '../core/tensor'
import type { EngineKind } from './engine-kinds'
import type { Model } from './model'
import type { ModelSpec } from './spec/model-spec'
import type { RowsModel } from './rows'
import type { RowsSpec } from './spec/rows/rows-spec'
import type { WriterSpec } from './spec/writing/writer-spec'
import type { WritingModel } from './writing'

/** The one face of all engines; everything above them uses this and nothing deeper. */

export type { EngineKind } from './engine-kinds'
export type * from './fit'
export type { LossSpec } from './losses/definition'
export type * from './model'
export type { OptimizerSpec } from './optimizers/definition'
export type { RunInput, RunSettings } from './spec/training'
export type * from './rows'
export type { AdapterLimits, KernelProfile, Profile } from './profile'
export type * from './trace-types'
export type * from './writing'

export interface EngineInfo {
  readonly kind: EngineKind
  /** What computes, for people: `NVIDIA ampere`, `SwiftShader`, `WebAssembly SIMD, float32, 2 threads`. */
  readonly adapter: string
  /** The hardware that it computes on is emulated on the CPU. */
  readonly isSoftware: boolean
  /** Optional features in use, of WebGPU or of the CPU. */
  readonly features: readonly string[]
  /** How an engine that has the choice stores weights and activations where products read them. */
  readonly format?: StoredFormat
  /** How it could, on what it computes on. */
  readonly formats?: readonly StoredFormat[]
  /** How an engine computes that is not on a device of its own. */
  readonly cpu?: CpuInfo
}

export interface CpuInfo {
  /** What its code is. */
  readonly code: 'simd' | 'javascript'
  /** That compute together, or will when they are needed. */
  readonly threads: number
  /** Why it is not SIMD, and why there are fewer threads than before; empty where all is well. */
  readonly shortfalls: readonly ErrorData[]
}

/** What a hardware engine would compute on, before anything was made on it. */
export type EngineAdapter = Pick<EngineInfo, 'adapter' | 'isSoftware'>

export interface EngineOptions {
  /** Threads of an engine that has any; default: as many as the machine has use for. */
  readonly threads?: number | undefined
  /** Where an engine that tunes its kernels keeps what it measured of them on this adapter; default: nowhere, and nothing is measured. */
  readonly tuning?: TuningStore | undefined
  /** How weights and activations are stored where products read them; half precision is for hardware that has it. Default: `float32`. */
  readonly format?: StoredFormat | undefined
}

/** Keeps one record by its key. Either call may reject: storage can be absent, full or broken. */
export interface TuningStore {
  /** Of unknown type because other programs and older versions write there too. */
  load(key: string): Promise<unknown>
  save(key: string, tuning: Readonly<Record<string, string>>): Promise<void>
}

export interface Engine {
  readonly info: EngineInfo
  /**
   * A model with weights drawn from a seed, or with those that are given.
   *
   * @throws SpecError; ShapeError names the tensor that does not fit, and leaves nothing behind; DisposedError
   */
  createModel(spec: ModelSpec, options: ModelOptions): Promise<Model>
  /** A network that writes; throws as `createModel` does. */
  createWriter(spec: WriterSpec, options: InitialWeights): Promise<WritingModel>
  /** A network that draws row by row; throws as `createModel` does. */
  createRows(spec: RowsSpec, options: InitialWeights): Promise<RowsModel>
  /** Settles when the engine can compute no more, with the reason; never when it was disposed of. */
  readonly lost: Promise<Error>
  /** Calls back when `info` has changed: threads that could not start, or ended. @returns ends that */
  subscribe(listener: (info: EngineInfo) => void): () => void
  /** Frees everything; later calls throw DisposedError. */
  dispose(): void
}

/** Where the weights of a new model come from. */
export type InitialWeights =
  /** 32-bit seed to draw them from. */
  | { readonly seed: number }
  /** Keras's names, layouts and shapes, every tensor of the model and no other. */
  | { readonly parameters: ReadonlyMap<string, Tensor> }

export type ModelOptions = InitialWeights & {
  /** Largest batch that `predict`, `evaluate` and `lossAndGradients` compute at once; more examples are cut in pieces. Default 250. */
  readonly maxBatch?: number
}
