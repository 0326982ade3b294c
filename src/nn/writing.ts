import type { PenAfter, PenSequence, PenSequences } from '../core/sequences'
import type { Tensor } from '../core/tensor'
import type { OptimizerState, RunControl, TrainingRun } from './fit'
import type { LossAndGradients } from './model'
import type { WriterSpec } from './spec/writing/writer-spec'
import type { WriterRunInput } from './spec/writing/writer-training'
import type { Clamp, TraceSignal } from './trace-types'

/** The face of networks that write, whatever engine they are on. */

/** How likely a network makes each next movement: components side by side. */
export interface Mixture {
  /** Sum to 1. */
  readonly weights: Float32Array
  readonly meansX: Float32Array
  readonly meansY: Float32Array
  readonly deviationsX: Float32Array
  readonly deviationsY: Float32Array
  /** In -1 … 1. */
  readonly correlations: Float32Array
}

/** What a network says before a point: of the movement, and of what the pen does after it. */
export interface Expectation {
  readonly mixture: Mixture
  /** [3] probabilities, by `Pen`. */
  readonly pens: Float32Array
}

/** One point as a network wrote it. */
export interface WrittenPoint extends Expectation {
  readonly deltaX: number
  readonly deltaY: number
  readonly pen: PenAfter
  /** Of all layers at this timestep, [1,U] each. */
  readonly signals: readonly TraceSignal[]
}

/** How points are drawn from what the network says. */
export interface Manner {
  /** Divides the logits, and multiplies the variances: below 1 it keeps to what is likely. Ha & Eck 2017, eq. 8. Default 1. */
  readonly temperature?: number
  /** Makes what is likely likelier and deviations smaller by e to its power: 0, the default, changes nothing. Graves 2013, eq. 61–62. */
  readonly steadiness?: number
}

export interface WriteOptions extends Manner {
  /** Place among the task's classes. */
  readonly label: number
  readonly seed: number
  /** Points that stand there already: the network reads them and goes on. Its last point ends nothing. */
  readonly beginning?: PenSequence
  /** Signals that are held while it writes; timesteps count from the first point. */
  readonly clamps?: readonly Clamp[]
}

/** A drawing that is being written. */
export interface Writing {
  /** [n,3] what stands there, the beginning included. */
  readonly sequence: PenSequence
  /** Writes one more point; null once the drawing is over, or as long as it may be. */
  next(): Promise<WrittenPoint | null>
  /** What might be written from here on, each by a seed of its own: [n,3] points, without what stands there. The drawing stays as it is. */
  futures(count: number, seed: number): Promise<readonly PenSequence[]>
  dispose(): void
}

export interface WriterEvaluation {
  /** Nats per point, the sum of the two. */
  readonly loss: number
  readonly movement: number
  readonly pen: number
  /** Share of the points where the pen's likeliest state is the right one. */
  readonly penAccuracy: number
  readonly points: number
}

/** What a network makes of a drawing that is there. */
export interface WriterTrace {
  /** What it said before each point. */
  readonly expectations: readonly Expectation[]
  /** [n] nats of every point. */
  readonly nats: Float32Array
  /** Of all layers, [n,U] each. */
  readonly signals: readonly TraceSignal[]
}

export type WriterFitOptions = WriterRunInput & RunControl

export interface WritingModel {
  readonly spec: WriterSpec
  parameters(): Promise<Map<string, Tensor>>
  /** All or nothing. @throws ShapeError */
  setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void>
  /** Mean nats per point over all drawings, each with its weight, and their gradients. @throws ShapeError, TaskError for drawings that do not fit */
  lossAndGradients(set: PenSequences): Promise<LossAndGradients>
  evaluate(set: PenSequences, onProgress?: (done: number) => void): Promise<WriterEvaluation>
  /**
   * Starts training at once. One run at a time. In its reports `examples` are points, and `correct` those where the pen's likeliest state is right.
   *
   * @throws StateError while another run of this model is not over; ShapeError, TaskError, SpecError
   */
  fit(set: PenSequences, options: WriterFitOptions): TrainingRun
  optimizerState(): Promise<OptimizerState | null>
  trace(sequence: PenSequence, label: number, clamps?: readonly Clamp[]): Promise<WriterTrace>
  write(options: WriteOptions): Promise<Writing>
  /** Many drawings at once, without what is behind them. */
  writeMany(requests: readonly WriteOptions[]): Promise<readonly PenSequence[]>
  dispose(): void
}
