import type { LabelledImages } from '../core/images'
import type { Tensor } from '../core/tensor'
import type { OptimizerState, RunControl, TrainingRun } from './fit'
import type { LossAndGradients } from './model'
import type { RowsSpec } from './spec/rows/rows-spec'
import type { RowsRunInput } from './spec/rows/rows-training'
import type { TraceSignal } from './trace-types'

/** The face of networks that draw row by row, whatever engine they are on. */

/** Pictures in black and white, one behind the other: 1 where there is ink, else 0. */
export type InkPictures = Uint8Array

export interface RowsEvaluation {
  /** Mean nats per picture. */
  readonly loss: number
  /** [N] nats of every picture. */
  readonly nats: Float32Array
  /** Share of the pixels whose likelier state is the right one. */
  readonly accuracy: number
}

/** What a network makes of a picture that is there. */
export interface RowsTrace {
  /** [height,width] how likely ink was in every pixel, given all before it. */
  readonly probabilities: Float32Array
  /** [height] nats of every row. */
  readonly nats: Float32Array
  /** Of all layers that read the rows above, [height,U] each. The first row of each is what stood before any row was read. */
  readonly signals: readonly TraceSignal[]
}

export interface DrawRowsOptions {
  readonly seed: number
  /** Divides the sums: below 1 it keeps to what is likely. Default 1. */
  readonly temperature?: number
  /** [n,width] rows that stand there already, from the top; the network goes on below them. */
  readonly beginning?: InkPictures
}

export interface DrawnRows {
  /** [height,width], the beginning included. */
  readonly picture: InkPictures
  /** [height,width] how likely ink was in every pixel as it was drawn, at a temperature of 1 for rows that stood there. */
  readonly probabilities: Float32Array
}

export type RowsFitOptions = RowsRunInput & RunControl

export interface RowsModel {
  readonly spec: RowsSpec
  /** What is masked is 0. */
  parameters(): Promise<Map<string, Tensor>>
  /** All or nothing; what is masked is taken as 0. @throws ShapeError */
  setParameters(parameters: ReadonlyMap<string, Tensor>): Promise<void>
  /** Mean nats per picture, and their gradients. @throws ShapeError for pictures that do not fit */
  lossAndGradients(pictures: InkPictures): Promise<LossAndGradients>
  evaluate(pictures: InkPictures, onProgress?: (done: number) => void): Promise<RowsEvaluation>
  /**
   * Starts training at once. One run at a time. In every step each pixel is black with the probability of its grey level, anew. In its reports `examples`
   * are pixels, and `correct` those whose likelier state is the right one; losses are nats per picture.
   *
   * @throws StateError while another run of this model is not over; ShapeError, TaskError, SpecError
   */
  fit(set: LabelledImages, options: RowsFitOptions): TrainingRun
  optimizerState(): Promise<OptimizerState | null>
  trace(picture: InkPictures): Promise<RowsTrace>
  /** Pictures side by side, each by a seed of its own. @throws SpecError, ShapeError */
  draw(requests: readonly DrawRowsOptions[]): Promise<readonly DrawnRows[]>
  dispose(): void
}
