import type { LabelledImages, TrainingImages } from '../core/images'
import type { Tensor } from '../core/tensor'
import type { FitOptions, OptimizerState, TrainingRun } from './fit'
import type { LossSpec } from './losses/definition'
import type { Profile } from './profile'
import type { ModelSpec } from './spec/model-spec'
import type { RunInput } from './spec/training'
import type { SignalName, Trace, TraceOptions, TraceSignal } from './trace-types'

/** The two faces of a model: what reads pictures takes the first, what learns from them needs both. */

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

/** A model as a reader of pictures. */
export interface ReadingModel {
  readonly spec: ModelSpec
  /** Keras names (`lstm/kernel`), layouts and order. */
  parameters(): Promise<Map<string, Tensor>>
  /** All or nothing. @throws ShapeError names the tensor that is missing, unknown, misshapen or not finite */
  setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void>
  /** @param images [N,height,width] in 0…1  @returns [N,C] probabilities */
  predict(images: Float32Array): Promise<Float32Array>
  /**
   * What it would answer after every timestep (`spec/belief.ts`); an engine that answers so of one picture alone, in its trace, has no such method.
   *
   * @param images [N,height,width] in 0…1
   * @returns [N,T,C] probabilities; [N,1,C] of a model that answers from no last state
   */
  believe?(images: Float32Array): Promise<Float32Array>
  /**
   * Signals of many pictures at once, as plain traces have them of each.
   *
   * @param images  [N,height,width] in 0…1
   * @param wanted  in this order, those left out that the model does not have; default: all
   * @returns [N] lists
   */
  record(images: Float32Array, wanted?: readonly SignalName[]): Promise<readonly (readonly TraceSignal[])[]>
  /** @param image [height,width] in 0…1  @throws SpecError for a clamp that does not fit the model */
  trace(image: Float32Array, options?: TraceOptions): Promise<Trace>
  dispose(): void
}

/** A model as a learner, and what measures its learning. */
export interface TrainableModel {
  /** @param images [N,height,width] in 0…1  @param labels [N] classes */
  lossAndGradients(images: Float32Array, labels: Uint8Array, loss: LossSpec): Promise<LossAndGradients>
  /** Loss and accuracy over a whole set; `onProgress` hears the number of examples done. @throws TaskError for a set of another task */
  evaluate(set: LabelledImages, loss: LossSpec, onProgress?: (done: number) => void): Promise<Evaluation>
  /**
   * Starts training at once. One run at a time.
   *
   * @throws StateError while another run of this model is not over; TaskError for a set of another task; SpecError for settings that cannot train, or a batch whose tensors the engine cannot hold
   */
  fit(dataset: TrainingImages, options: FitOptions): TrainingRun
  /**
   * Where the GPU's time goes in training steps with these settings; an engine that has no GPU has no such method.
   *
   * Steps are really made, on the model as it is, and undone: parameters and optimizer are as before, also for readings meanwhile.
   * @param steps  to measure; default: as many as a second lets, 4 to 24
   * @throws ProfileUnavailableError where the GPU's clock cannot be read; StateError while a run with other settings is not over
   */
  profile?(dataset: TrainingImages, settings: RunInput, steps?: number): Promise<Profile>
  /**
   * Prepares for a run with these settings, in the background: compiles its kernels where the engine has any, one after another, and takes
   * no memory. Without it the run does that itself.
   */
  prepareFit?(settings: RunInput): Promise<void>
  /** The optimizer's memory after the last run, for a checkpoint that can go on; null before any training. */
  optimizerState(): Promise<OptimizerState | null>
}

export type Model = ReadingModel & TrainableModel
