import type { Slice } from '../../gpu/arena'
import type { PlanBuilder } from '../../gpu/plan'
import type { StateGradient, TraceSignal } from '../engine'
import type { HeldSignals } from '../spec/trace'
import type { GpuTensor } from '../operations/gpu/tensor'
import type { PackedParameter } from '../operations/gpu/parameter-store'

/** What a layer may ask for while it records its dispatches. */
export interface LayerBuilder {
  readonly plan: PlanBuilder
  /** Examples in the batch. */
  readonly batch: number
  /** Place of the layer in the model, 0-based: gives its random numbers a stream of their own. */
  readonly index: number
  /** The clock of a training step, whose seed and step say which random numbers are drawn; null where nothing is random. */
  readonly clock: Slice | null
  /** [T,B] `f32`: 1 where a timestep of an example counts, 0 where it is masked; null when all count. */
  readonly mask: Slice | null
  /** Whether signals may be held at values and the way back notes the gradients of states; true in traces alone. */
  readonly isOpened: boolean
  /** Whether recurrent layers begin with the state that `carried` names instead of zeros. */
  readonly isCarrying?: boolean
  /** Memory of one of the layer's own parameters. */
  parameter(tensor: string): Slice
  /** The same parameter as products read it in this plan. */
  weights(tensor: string): Slice
  /** Memory of its gradient. */
  gradient(tensor: string): Slice
}

/** Signals that a trace copies back, and how to read them. */
export interface TraceSource {
  readonly slices: readonly Slice[]
  /** @param copies  one array per slice, as copied  @returns signals with the shapes of one example; data are [places,batch,channels] */
  unpack(copies: readonly Float32Array[]): readonly TraceSignal[]
}

/** Values that must be uploaded before a plan runs. */
export interface Upload {
  readonly slice: Slice
  readonly values: Float32Array
}

/** What the way back noted of states, and how to read it. */
export interface StateGradientSource {
  readonly slices: readonly Slice[]
  /** One array per slice, as copied; only for a batch of one. */
  unpack(copies: readonly Float32Array[]): readonly StateGradient[]
}

/** A recurrent layer in an opened plan. */
export interface OpenedLayer {
  /** Makes the next run hold these signals and no others. */
  hold(held: HeldSignals | null): readonly Upload[]
  /** After the way back was recorded. */
  stateGradients(): StateGradientSource
}

/** A state of a recurrent layer that a plan may go on from: whoever runs it again copies `after` to `before`. */
export interface CarriedSlices {
  /** [B,H] what the first step begins with. */
  readonly before: Slice
  /** [B,H] what the last step left. */
  readonly after: Slice
}

/** What a layer recorded going forward, with all that its way back needs. */
export interface GpuForward {
  readonly output: GpuTensor
  /** The output at every timestep, for a layer that reads a sequence and keeps its timesteps apart; may be recorded only when it is read. */
  readonly sequence: GpuTensor | null
  readonly trace: TraceSource
  /** Of a recurrent layer that was told to be opened. */
  readonly opened?: OpenedLayer | null
  /** Of a recurrent layer. */
  readonly carried?: readonly CarriedSlices[]
  /**
   * Records the way back; parameter gradients are overwritten.
   * @returns the gradient of the layer's input, or null when `needsInput` is false
   */
  backward(dOutput: GpuTensor, needsInput: boolean): GpuTensor | null
}

/** One layer of a model on the GPU; it records dispatches and holds no memory. */
export interface GpuLayer {
  readonly parameters: readonly PackedParameter[]
  forward(builder: LayerBuilder, input: GpuTensor): GpuForward
}
