import type { Primitives, Values } from '../../operations/cpu/primitives'
import type { HeldSignals } from '../../spec/trace'
import type { IsWanted } from '../cpu-layer'

/** What a kind of recurrent cell brings on the CPU, and what the frame gives it to work in. */

/** Sizes of one pass: timesteps, batch, features, units. */
export interface Sizes {
  readonly T: number
  readonly B: number
  readonly F: number
  readonly H: number
}

/** What a cell is given to work in, cut into timesteps: index t is the step that reads timestep t, whichever direction it is read in. */
export interface CellMemory {
  readonly primitives: Primitives
  readonly sizes: Sizes
  /** Each [B,blocks·H]: x·W_x + b going in. */
  readonly sums: readonly Values[]
  /** [T,B,blocks·H] the same memory as a whole. */
  readonly allSums: Values
  /** Hidden states. */
  readonly h: StateMemory
  /** Memory of another state, zero before the first step. */
  allocateState(): StateMemory
}

/** A state before and after each step, each [B,H]. */
export interface StateMemory {
  readonly before: readonly Values[]
  readonly after: readonly Values[]
  /** [T,B,H] all states before their steps, in the order of time. */
  readonly allBefore: Values
  /** [T,B,H] all states after their steps, in the order of time. */
  readonly allAfter: Values
}

/** A kind of cell at work: all that the recurrent layers do not share. */
export interface CpuCell {
  /**
   * [T,B,blocks·H] where the frame adds h·W_h before a step and finds the gradients of that product after the way back. Either
   * `allSums` itself, or memory of its own, which then begins with the second row of the bias.
   */
  readonly recurrentSums: Values
  /** States besides h. */
  readonly states: readonly CellState[]
  /**
   * From the finished sums of timestep t to the state after it.
   *
   * @param rows  that are computed, of the batch: the first ones
   * @param held  signals of this reader that keep values of a trace's choice; h is left to the frame
   */
  forward(t: number, rows: number, held: HeldSignals | null): void
  /**
   * Turns what `forward` kept of timestep t into the gradients of the sums.
   *
   * @param rows  as in `forward`
   * @param dH    [B,H] whole gradient of h; on return the part that reaches the state before on another way than through h·W_h
   * @param held  what `forward` held: no gradient passes it
   */
  backward(t: number, rows: number, dH: Values, held: HeldSignals | null): void
  /** What a trace shows besides h, in the definition's order: [T,B,H] each, after a `forward`. */
  signals(isWanted: IsWanted): readonly { readonly name: string; readonly data: Float32Array }[]
}

/** A state besides h. */
export interface CellState {
  readonly name: string
  readonly memory: StateMemory
  /** [B,H] carried back through time. */
  readonly gradient: Values
  /** Adds what the gradient of the h after timestep t says of this state after it. */
  addHidden(gradient: Values, t: number, dH: Values): void
}

/** One kind of recurrent layer on the CPU. */
export interface CpuCellKind {
  /** Column blocks of the kernels. */
  readonly blocks: number
  create(memory: CellMemory): CpuCell
}
