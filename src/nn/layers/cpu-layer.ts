import type { StateGradient, TraceSignal } from '../engine'
import type { HeldModel } from '../spec/trace'
import type { SharedBeginning } from './recurrent/beginning'
import type { ParameterSet } from '../operations/cpu/parameter-set'
import type { Primitives, Values } from '../operations/cpu/primitives'

/** Whether a pass trains, and if so which random numbers it draws. */
export type PassMode =
  | {
      readonly training: false
      /** Of a trace that does more than record. */
      readonly opened?: OpenedPass
      /** Whether somebody asks for signals afterwards: each example then has its own at every timestep. */
      readonly isRecorded?: boolean
    }
  /** `step` is the optimizer's, 1-based: the same step of the same seed draws the same numbers on every engine. */
  | {
      readonly training: true
      readonly seed: number
      readonly step: number
      /** Place in the step's whole batch of the first example of this pass: a batch is computed in pieces. */
      readonly firstExample: number
    }

export interface OpenedPass {
  /** Signals of recurrent layers that are held at values. */
  readonly held: HeldModel
  /** Whether the way back notes what `stateGradients` tells. */
  readonly notesGradients: boolean
}

export type IsWanted = (signal: string) => boolean

/** A pass that answers and draws nothing at random. */
export const STILL: PassMode = { training: false }

/** What a layer on the CPU computes with. */
export interface CpuLayerContext {
  /** Place of the layer in the model, 0-based: gives its random numbers a stream of their own. */
  readonly index: number
  readonly primitives: Primitives
  readonly parameters: ParameterSet
}

/** One layer of a model on the CPU; it holds no activations. */
export interface CpuLayer {
  /**
   * Prepares for batches of exactly this size: everything a pass needs is allocated here or on the first way back, then used again.
   *
   * @param input  where every pass will find the layer's input: [T,B,F] for a sequence, [B,F] for a vector, [H,W,B,C] for a picture
   * @param mask   [T,B] 1 where a timestep of an example counts, 0 where it is masked; null when all count
   * @param below  whose output the input is; default: nobody's that the layer need know
   */
  plan(batch: number, input: Values, mask: Values | null, below?: CpuPass): CpuPass
}

/** A layer at work on batches of one size. */
export interface CpuPass {
  /** Overwritten by every `forward`: [T,B,U], [B,U] or [H,W,B,C]. The output of softmax is its scores: loss and answer take them from there. */
  readonly output: Values
  /** [T,B,U] the output at every timestep, for a layer that reads a sequence and keeps its timesteps apart; else null. */
  readonly sequence: Values | null
  forward(mode: PassMode): void
  /**
   * Goes back once through what the last `forward` kept; that is used up.
   *
   * @param dOutput    gradient of `output`, same shape
   * @param gradients  those of the parameters are added here
   * @param needsInput whether somebody reads the result
   * @returns the gradient of the input, overwritten by the next call; null when `needsInput` is false
   */
  backward(dOutput: Values, gradients: ParameterSet, needsInput: boolean): Values | null
  /**
   * The signals of the layer's definition after a `forward`, with the shapes of one example; in a batch of more, each place has the values of all examples,
   * which `ofExample` takes apart.
   *
   * @param isWanted  by the signal's name; default: all
   */
  signals(isWanted?: IsWanted): readonly TraceSignal[]
  /** Of a recurrent layer: what `backward` met, for a batch of one and where `forward` was told to note it. */
  stateGradients?(): readonly StateGradient[]
  /**
   * Of a recurrent layer that hands on its sequence: what examples have in common in it after a `forward`. Above, the gradient of such timesteps may be
   * given to the first of them for all.
   */
  readonly beginning?: (SharedBeginning & { readonly direction: 'forward' | 'backward' }) | null
  /** Of a recurrent layer: its state from one pass to the next. */
  readonly carried?: CarriedState
}

/** What a recurrent layer that reads forward carries from pass to pass, when it is told to; else every pass begins with zeros. */
export interface CarriedState {
  /** The next pass goes on from where the last one ended. */
  carryOn(): void
  /** The next pass begins with zeros again. */
  forget(): void
  /** Each [B,H]: what the next pass begins with once `carryOn` was called. Writing to them changes that. */
  readonly states: readonly Values[]
}
