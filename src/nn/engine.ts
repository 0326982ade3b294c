import type { LabelledImages } from '../core/images'
import type { Tensor } from '../core/tensor'
import type { Augmentation } from './spec/augmentation'
import type { Profile } from './profile'
import type { ModelSpec } from './spec/model-spec'

export type { AdapterLimits, KernelProfile, Profile } from './profile'

/** The one face of both engines; everything above them uses this and nothing deeper. */

export type EngineKind = 'webgpu' | 'cpu'

export interface EngineInfo {
  readonly kind: EngineKind
  /** What computes, for people: `NVIDIA ampere`, `SwiftShader`, `WebAssembly SIMD, float32, 2 threads`. */
  readonly adapter: string
  /** The WebGPU adapter is emulated on the CPU. */
  readonly isSoftware: boolean
  /** Optional features in use, of WebGPU or of the CPU. */
  readonly features: readonly string[]
}

/** A WebGPU adapter before anything was made on it. */
export type GpuAdapter = Pick<EngineInfo, 'adapter' | 'isSoftware'>

export interface EngineOptions {
  /** Threads of the CPU engine; default: as many as the machine has use for. */
  readonly threads?: number | undefined
  /** Where the WebGPU engine keeps what it measured of its kernels on this adapter; default: nowhere, and nothing is measured. */
  readonly tuning?: TuningStore | undefined
}

/** Keeps one record by its key. Either call may reject: storage can be absent, full or broken. */
export interface TuningStore {
  /** Of unknown type because other programs and older versions write there too. */
  load(key: string): Promise<unknown>
  save(key: string, tuning: Readonly<Record<string, string>>): Promise<void>
}

export interface Engine {
  readonly info: EngineInfo
  /** @throws SpecError; DisposedError */
  createModel(spec: ModelSpec, options: ModelOptions): Promise<Model>
  /** Settles when the engine can compute no more, with the reason; never when it was disposed of. */
  readonly lost: Promise<Error>
  /** Calls back when `info` has changed: threads that could not start, or ended. @returns ends that */
  subscribe(listener: (info: EngineInfo) => void): () => void
  /** Frees everything; later calls throw DisposedError. */
  dispose(): void
}

export interface ModelOptions {
  /** 32-bit seed of the initial parameters. */
  readonly seed: number
  /** Largest batch that `predict`, `evaluate` and `lossAndGradients` compute at once; more examples are cut in pieces. Default 250. */
  readonly maxBatch?: number
}

/** What a training makes small; both compare the probabilities that softmax gives with the right class. */
export type LossSpec =
  /** `labelSmoothing` (default 0) spreads that share of the truth evenly over all classes. */
  { readonly type: 'categoricalCrossentropy'; readonly labelSmoothing?: number } | { readonly type: 'meanSquaredError' }

interface OptimizerOptions {
  readonly learningRate: number
  /** Gradients whose norm over all parameters together is larger are shortened to it; 0, the default, leaves them as they are. */
  readonly clipNorm?: number
}

interface AdamOptions extends OptimizerOptions {
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
}

/** How gradients move parameters; formulas and Keras's defaults stand in `optimizers/<kind>/spec.ts`. */
export type OptimizerSpec =
  | ({ readonly type: 'sgd'; readonly momentum?: number; readonly nesterov?: boolean } & OptimizerOptions)
  | ({ readonly type: 'rmsprop'; readonly rho?: number; readonly epsilon?: number } & OptimizerOptions)
  | ({ readonly type: 'adam' } & AdamOptions)
  | ({ readonly type: 'adamw'; readonly weightDecay?: number } & AdamOptions)

/** One recorded quantity of one layer for one image. */
export interface TraceSignal {
  readonly layer: string
  readonly name: string
  /** [T,U], [U] for a layer that has no time, or [H,W,C] for a picture. */
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export interface Trace {
  /** What the network read: the image cut into timesteps, [T,F], or as it is, [height,width,1]. */
  readonly input: Tensor
  readonly signals: readonly TraceSignal[]
  /**
   * [T,C] what the model would answer from its state at timestep t: had it stopped reading there, for a model that reads forwards
   * (`spec/belief.ts` has the meaning for others). One row, the answer, for a model that has no such states.
   */
  readonly belief: Tensor
  /** [C] the final answer. */
  readonly probabilities: Float32Array
  /** Only where they were asked for. */
  readonly gradients?: TraceGradients
}

/**
 * Holds a signal of a recurrent layer at a value, whatever the network computes; all that follows is made of the value. A masked timestep
 * is not read, so that nothing is held there.
 */
export interface Clamp {
  /** `lstm_1` */
  readonly layer: string
  /** As the layer's definition names it: `i`, `f`, `o`, `g`, `c` or `h` of an LSTM. */
  readonly signal: string
  /** Columns of the signal; default: all. */
  readonly units?: readonly number[]
  /** Timesteps, each by itself or from one up to, but not including, another; default: all. */
  readonly steps?: readonly number[] | { readonly from: number; readonly to: number }
  readonly value: number
}

export interface TraceOptions {
  /** Where two hold the same value, the later one counts. */
  readonly clamps?: readonly Clamp[]
  /** Also go back from the loss of this picture against a class; default loss: categorical cross-entropy. */
  readonly gradients?: { readonly label: number; readonly loss?: LossSpec }
}

/** How much the loss depends on a recurrent layer's state at each timestep. */
export interface StateGradient {
  readonly layer: string
  /** `h`, or `c` of an LSTM. */
  readonly signal: string
  /** Whose state it is: a layer that reads both ways has two. */
  readonly direction: 'forward' | 'backward'
  /** [T] Euclidean norm over the units of the whole gradient, with what comes back from later steps. */
  readonly norms: Float32Array
}

/** What goes back through a model from the loss of one picture; past a signal that is held, nothing goes. */
export interface TraceGradients {
  readonly loss: number
  /** `h`, then other states, of every recurrent layer and direction. */
  readonly states: readonly StateGradient[]
  /** [height,width] dLoss/dPixel */
  readonly saliency: Tensor
}

export interface LossAndGradients {
  /** Mean over the batch. */
  readonly loss: number
  /** dLoss/dParameter, same names and shapes as `parameters()`. */
  readonly gradients: Map<string, Tensor>
}

export interface Evaluation {
  readonly loss: number
  readonly accuracy: number
  readonly correct: number
  /** [N] the answered class of every example. */
  readonly predictions: Uint8Array
}

export interface Model {
  readonly spec: ModelSpec
  /** Keras names (`lstm/kernel`), layouts and order. */
  parameters(): Promise<Map<string, Tensor>>
  /** All or nothing. @throws ShapeError names the tensor that is missing, unknown, misshapen or not finite */
  setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void>
  /** @param images [N,height,width] in 0…1  @returns [N,C] probabilities */
  predict(images: Float32Array): Promise<Float32Array>
  /** @param image [height,width] in 0…1  @throws SpecError for a clamp that does not fit the model */
  trace(image: Float32Array, options?: TraceOptions): Promise<Trace>
  /** @param images [N,height,width] in 0…1  @param labels [N] classes */
  lossAndGradients(images: Float32Array, labels: Uint8Array, loss: LossSpec): Promise<LossAndGradients>
  /** Loss and accuracy over a whole set; `onProgress` hears the number of examples done. @throws TaskError for a set of another task */
  evaluate(set: LabelledImages, loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation>
  /**
   * Starts training at once. One run at a time.
   *
   * @throws StateError while another run of this model is not over; TaskError for a set of another task; SpecError for a batch whose tensors the engine cannot hold
   */
  fit(dataset: LabelledImages, options: FitOptions): TrainingRun
  /**
   * Where the GPU's time goes in training steps with these settings; an engine that has no GPU has no such method.
   *
   * Steps are really made, on the model as it is, and undone: parameters and optimizer are as before, also for whoever reads meanwhile.
   * @throws ProfileUnavailableError where the GPU's clock cannot be read; StateError while a run with other settings is not over
   */
  profile?(dataset: LabelledImages, options: ProfileOptions): Promise<Profile>
  /**
   * Prepares for a run with these settings, in the background: compiles its kernels where the engine has any, one after another, and takes
   * no memory. Without it the run does that itself.
   */
  prepareFit?(options: PreparationOptions): Promise<void>
  /** The optimizer's memory after the last run, for a checkpoint that can go on; null before any training. */
  optimizerState(): Promise<OptimizerState | null>
  dispose(): void
}

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
