import type { Tensor } from '../core/tensor'
import type { LossSpec } from './losses/definition'

/** What a trace records of one reading, and what it can be asked for beyond that. */

/** One recorded quantity of one layer for one image. */
export interface TraceSignal {
  readonly layer: string
  readonly name: string
  /** As the layer's description declares it, which also names its axes: [T,U], [H,W,C] … */
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Which signal: `lstm`, `c`. */
export type SignalName = Pick<TraceSignal, 'layer' | 'name'>

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
