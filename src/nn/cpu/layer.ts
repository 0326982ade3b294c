import type { TraceSignal } from '../engine'
import type { ParameterSet } from './parameter-set'
import type { Primitives, Values } from './primitives'

/** What a layer on the CPU computes with. */
export interface CpuLayerContext {
  readonly primitives: Primitives
  readonly parameters: ParameterSet
}

/** One layer of a model on the CPU; it holds no activations. */
export interface CpuLayer {
  /**
   * Prepares for batches of exactly this size: everything a pass needs is allocated here or on the first way back, then used again.
   *
   * @param input  where every pass will find the layer's input: [T,B,F] for a sequence, [B,F] for a vector
   */
  plan(batch: number, input: Values): CpuPass
}

/** A layer at work on batches of one size. */
export interface CpuPass {
  /** Overwritten by every `forward`: [T,B,U] or [B,U]. The output of softmax is its scores: loss and answer take them from there. */
  readonly output: Values
  /** [T,B,U] the output after every timestep, for a layer that reads a sequence; else null. */
  readonly sequence: Values | null
  forward(training: boolean): void
  /**
   * Goes back once through what the last `forward` kept; that is used up.
   *
   * @param dOutput    gradient of `output`, same shape
   * @param gradients  those of the parameters are added here
   * @param needsInput whether somebody reads the result
   * @returns the gradient of the input, overwritten by the next call; null when `needsInput` is false
   */
  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null
  /** The signals of the layer's definition after a `forward` over a batch of one. */
  signals(): readonly TraceSignal[]
}
