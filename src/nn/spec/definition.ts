import type { SignalFormula } from './formula'
import type { Direction, LayerKind, LayerOf, WeightInitializer } from './model-spec'

/** Shape of one example between layers: `[T,F]` for a sequence, `[F]` for a vector, `[H,W,C]` for a picture. */
export type FeatureShape = readonly number[]

/**
 * One editable field of a layer, an input, a loss or an optimizer: its range and default drive parsing. An editor of networks and of training
 * makes its control of the same and shows `help`, one sentence, beside it.
 */
export type FieldDefinition =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly default: number; readonly help: string }
  | { readonly kind: 'number'; readonly min: number; readonly below: number; readonly default: number; readonly help: string }
  | { readonly kind: 'boolean'; readonly default: boolean; readonly help: string }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly default: string; readonly help: string }

/** How a parameter begins: weights as the layer's fields choose, the others as their kind needs it. */
export type Initializer = WeightInitializer | 'ones' | 'lstmBias' | SpanBias

/** The bias of an LSTM whose cells begin by keeping for 1 … `memorySpan` timesteps. */
export interface SpanBias {
  readonly memorySpan: number
}

/** A trainable tensor in Keras's name and layout. */
export interface ParameterDeclaration {
  readonly name: string
  readonly shape: readonly number[]
  readonly initializer: Initializer
}

/**
 * What a signal is in its layer, which also says what values it takes:
 *
 *   gate         a factor in [0, 1]
 *   candidate    what may be written into a state, in [-1, 1]
 *   memory       a state that is kept from step to step and not handed on; nearly always in [-1, 1]
 *   state        a state that is kept from step to step and handed on, in [-1, 1]
 *   probability  0 or more, sums to 1 along the last axis
 *   activation   0 or more without an upper bound
 *   output       any number
 */
export type SignalRole = 'gate' | 'candidate' | 'memory' | 'state' | 'probability' | 'activation' | 'output'

/** What a dimension of a signal counts: places of the sequence or the picture, or the values at one place. */
export type SignalAxis = 'time' | 'height' | 'width' | 'units' | 'features' | 'channels'

/** A quantity that a trace records. */
export interface SignalDeclaration {
  /** Key in a trace: `i`, `f`, `o`, `g`, `c`, `h` … */
  readonly name: string
  /** As formulas write it: `C̃`, `C`, `h`. */
  readonly symbol: string
  readonly role: SignalRole
  readonly shape: readonly number[]
  /** One for every dimension of `shape`. */
  readonly axes: readonly SignalAxis[]
}

/** What a layer carries from step to step, and how. Signals are told by their names. */
export interface Recurrence {
  /** What every step hands on and the next one's sums read. */
  readonly hidden: string
  /** A state beside it that no other layer reads; null where the hidden state is all. */
  readonly memory: string | null
  readonly direction: Direction
  /** Of one reader: a layer that reads both ways has as many again. */
  readonly units: number
  /** Whether the layers behind it get the hidden state of every step, not only the last. */
  readonly returnsSequences: boolean
  readonly equations: CellEquations
}

/** A signal that is a squashed weighted sum, φ(W_x x_t + W_h h_{t-1} + b). */
export interface SumEquation {
  readonly signal: string
  /** Which column block of the kernels has its weights. */
  readonly block: number
  readonly squash: 'sigmoid' | 'tanh'
  /** Gate that scales W_h h_{t-1} and a bias of its own before they are added; the other sums of such a layer add both biases. */
  readonly resetBy?: string
}

/** A factor of a product: a signal now or before this step, as it is, squashed, or taken from 1. */
export interface Factor {
  readonly signal: string
  readonly time?: 'before'
  readonly as?: 'tanh' | 'complement'
}

/** A signal that is a sum of products of others. */
export interface ProductEquation {
  readonly signal: string
  readonly products: readonly (readonly [Factor, Factor])[]
}

/** How a unit of a recurrent layer gets its signals at a step, in the order in which they are computed. */
export interface CellEquations {
  readonly sums: readonly SumEquation[]
  readonly products: readonly ProductEquation[]
}

/**
 * What a layer does with masked timesteps: `carries` its state over them (and hands the mask on with a sequence), `passes` the mask on
 * because it works on each timestep alone, or `refuses` such input.
 */
export type Masking = 'carries' | 'passes' | 'refuses'

/** How outputs look at their input along timesteps, or along rows and columns alike: output n sees `size` places from n·stride - before on. */
export interface SlidingWindow {
  readonly size: number
  readonly stride: number
  /** Places of padding before the first. */
  readonly before: number
}

/** All that anything outside the engines knows of a layer kind. */
export interface LayerDefinition<K extends LayerKind> {
  readonly type: K
  readonly fields: { readonly [Name in Exclude<keyof LayerOf<K>, 'type'>]: FieldDefinition }
  /** @throws SpecError when the layer cannot read this input; `where` names the layer for its message */
  outputShape(layer: LayerOf<K>, input: FeatureShape, where: string): FeatureShape
  parameters(layer: LayerOf<K>, input: FeatureShape): readonly ParameterDeclaration[]
  /** What a trace records of it for one example; the last is what it hands on. */
  signals(layer: LayerOf<K>, input: FeatureShape): readonly SignalDeclaration[]
  /** Of a layer whose units carry a state from step to step. */
  recurrence?(layer: LayerOf<K>): Recurrence
  /** Of any other layer: how its signal is computed. */
  formula?(layer: LayerOf<K>): SignalFormula
  /** Of a layer whose outputs look at more than their own place of the input; null where a layer's fields make it one that does not. */
  window?(layer: LayerOf<K>, input: FeatureShape): SlidingWindow | null
  /** A function where it depends on the layer's fields. */
  readonly masking: Masking | ((layer: LayerOf<K>) => Masking)
}
