import type { Task } from '../../core/task'

/** Plain JSON: the one description of a model that engines, panels, checkpoints and URLs share. */

/** How a picture becomes what the first layer reads; `src/nn/spec/input.ts` says what shape comes of it. */
export interface InputSpec {
  /**
   * `rows`: a timestep for every line of pixels, top to bottom; `columns`: the same from left to right; `patches`: square blocks, one per timestep;
   * `pixels`: timesteps of one pixel; `image`: no sequence, [height,width,1] for convolutions in two dimensions.
   */
  readonly scan: 'rows' | 'columns' | 'patches' | 'pixels' | 'image'
  /** Side of a block; only `patches` looks at it. */
  readonly patch: 4 | 7 | 14
  /** Order of blocks or pixels: every row from the left, or to and fro; only `patches` and `pixels` look at it. */
  readonly order: 'raster' | 'serpentine' | 'permuted'
  /** Mask timesteps without ink, as Keras's Masking does: recurrent layers carry their state over them. */
  readonly skipBlank: boolean
}

export type Activation = 'linear' | 'relu' | 'softmax'
export type Direction = 'forward' | 'backward' | 'both'

/** How the first values of a matrix of weights are drawn; `src/nn/spec/initializers.ts` draws them. */
export type WeightInitializer = 'glorotUniform' | 'glorotNormal' | 'heUniform' | 'heNormal' | 'orthogonal' | 'zeros'

/** Of a layer with a kernel; biases begin at 0, those of an LSTM as its fields say. */
interface KernelOptions {
  /** Default as Keras's: `glorotUniform`. Only fresh weights depend on it. */
  readonly kernelInitializer?: WeightInitializer
}

interface RecurrentOptions extends KernelOptions {
  readonly units: number
  /** Give h at every timestep ([T,H]) instead of the last one ([H]). */
  readonly returnSequences: boolean
  /** `both` is Keras's Bidirectional: two layers of `units`, their outputs side by side. */
  readonly direction: Direction
  /** Of the weights from one state to the next; default as Keras's: `orthogonal`. */
  readonly recurrentInitializer?: WeightInitializer
}

export interface LstmSpec extends RecurrentOptions {
  readonly type: 'lstm'
  /** The bias of the forget gate begins at 1, so that the cell begins by remembering; default as Keras's: true. */
  readonly unitForgetBias?: boolean
  /**
   * Timesteps for which the cells begin by keeping what they hold: forget gates open and input gates closed to match, each cell by a span
   * of its own up to this one. 0, the default, leaves the bias to `unitForgetBias`.
   */
  readonly memorySpan?: number
}

/** Keras's SimpleRNN: h_t = tanh(W_x x_t + W_h h_{t-1} + b). */
export interface RnnSpec extends RecurrentOptions {
  readonly type: 'rnn'
}

/** Keras's GRU with `reset_after`. */
export interface GruSpec extends RecurrentOptions {
  readonly type: 'gru'
}

export interface DenseSpec extends KernelOptions {
  readonly type: 'dense'
  readonly units: number
  readonly activation: Activation
}

export interface DropoutSpec {
  readonly type: 'dropout'
  /** Share of values set to zero in training, 0 ≤ rate < 1. */
  readonly rate: number
}

export interface LayerNormSpec {
  readonly type: 'layerNorm'
  readonly epsilon: number
}

interface ConvolutionOptions extends KernelOptions {
  readonly filters: number
  /** Length (or side) of the window. */
  readonly kernel: number
  readonly stride: number
  readonly padding: 'valid' | 'same'
  readonly activation: 'linear' | 'relu'
}

export interface Conv1dSpec extends ConvolutionOptions {
  readonly type: 'conv1d'
  /** Over the timesteps, or inside each timestep: its features are then a sequence of their own with one channel. */
  readonly within: 'sequence' | 'step'
}

export interface MaxPool1dSpec {
  readonly type: 'maxPool1d'
  /** Window and stride, over timesteps. */
  readonly size: number
}

export interface Conv2dSpec extends ConvolutionOptions {
  readonly type: 'conv2d'
}

export interface MaxPool2dSpec {
  readonly type: 'maxPool2d'
  readonly size: number
}

/** [H,W,C] or [T,F] to one vector, the last dimension running fastest. */
export interface FlattenSpec {
  readonly type: 'flatten'
  /**
   * Default: `example`. `step` is Keras's TimeDistributed(Flatten()): every row of a picture becomes a timestep, [H,W,C] to [H,W·C], so that a recurrent
   * layer reads what convolutions found.
   */
  readonly within?: 'example' | 'step'
}

export type LayerSpec =
  | LstmSpec
  | RnnSpec
  | GruSpec
  | DenseSpec
  | DropoutSpec
  | LayerNormSpec
  | Conv1dSpec
  | MaxPool1dSpec
  | Conv2dSpec
  | MaxPool2dSpec
  | FlattenSpec
export type LayerKind = LayerSpec['type']
export type LayerOf<K extends LayerKind> = Extract<LayerSpec, { type: K }>

/** All that says what a model's first layer gets of a picture. */
export type PictureReading = Pick<ModelSpec, 'input' | 'task'>

export interface ModelSpec {
  readonly version: 1
  /** What it is for; left out of models of digits (`taskOf`), whose files and addresses so stay as short as they were. */
  readonly task?: Task
  readonly input: InputSpec
  readonly layers: readonly LayerSpec[]
}
