import type { RepeatedProduct } from '../../operations/cpu/arithmetic/products'
import type { CarriedState, CpuLayerContext } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Values } from '../../operations/cpu/primitives'
import type { StateGradient } from '../../engine'
import { rowNorms } from './row-norms'
import type { HeldSignals } from '../../spec/trace'
import type { CpuCell, CpuCellKind, Sizes, StateMemory } from './cpu-cell'
import { copyRow, stepOf } from './matrices'
import type { Reader } from './spec'

/**
 * One direction through time, and back.
 *
 * Products over the input of all timesteps are taken at once, before the recurrence going forward and after it going back; only
 * h·W_h stays inside (Appleyard et al. 2016, arXiv:1604.01946). At a masked timestep states stay as they are, gates are recorded as 0, and
 * gradients pass by unchanged, as in Keras.
 */
export class ReaderPass {
  /** [T,B,H] the state at every timestep, in the order of time. */
  readonly sequence: Values
  /** [B,H] the state after the whole sequence. */
  readonly last: Values
  private readonly names: { readonly kernel: string; readonly recurrentKernel: string; readonly bias: string }
  private readonly kernel: Values // [F,columns]
  private readonly recurrentKernel: Values // [H,columns]
  private readonly bias: Values // [columns], or [2,columns] for a cell that keeps the state's sums apart
  private readonly columns: number
  private readonly sums: Values // [T,B,columns]
  private readonly recurrentSums: readonly Values[] // T of [B,columns]
  /** [B,columns] += [B,H]·W_h */
  private readonly ahead: RepeatedProduct
  /** [B,H] += [B,columns]·W_hᵀ */
  private back: RepeatedProduct | null = null
  private readonly h: StateMemory
  private readonly cell: CpuCell
  /** Timesteps in the order they are read. */
  private readonly order: readonly number[]
  private dH: Values | null = null
  /** Gradients as they were before a step, for the rows that are masked. */
  private passing: readonly Values[] = []
  private held: HeldSignals | null = null
  /** Whether a pass begins with a state that an earlier one left. */
  private isCarrying = false
  /** [T,B,H] memory for the whole gradient of each state. */
  private notes: ReadonlyMap<string, Values> | null = null
  /** `notes`, where the last `forward` asked for them. */
  private noted: ReadonlyMap<string, Values> | null = null

  constructor(
    name: string,
    private readonly reader: Reader,
    kind: CpuCellKind,
    private readonly sizes: Sizes,
    private readonly input: Values, // [T,B,F]
    private readonly mask: Values | null, // [T,B]
    private readonly context: CpuLayerContext,
  ) {
    const { T, B, H } = sizes
    const { primitives, parameters } = context
    const nameOf = (tensor: string) => `${name}/${reader.prefix}${tensor}`
    this.names = { kernel: nameOf('kernel'), recurrentKernel: nameOf('recurrent_kernel'), bias: nameOf('bias') }
    this.kernel = parameters.view(this.names.kernel)
    this.recurrentKernel = parameters.view(this.names.recurrentKernel)
    this.bias = parameters.view(this.names.bias)
    this.columns = kind.blocks * H
    this.sums = primitives.allocate(T * B * this.columns)
    const steps = Array.from({ length: T }, (_, t) => t)
    this.order = reader.direction === 'forward' ? steps : steps.toReversed()
    this.h = this.allocateState()
    this.cell = kind.create({
      primitives,
      sizes,
      sums: steps.map((t) => stepOf(this.sums, t, B * this.columns)),
      allSums: this.sums,
      h: this.h,
      allocateState: () => this.allocateState(),
    })
    this.recurrentSums = steps.map((t) => stepOf(this.cell.recurrentSums, t, B * this.columns))
    this.ahead = primitives.repeat(this.recurrentKernel, { m: B, n: this.columns, k: H, accumulate: true })
    this.sequence = this.h.allAfter
    this.last = this.h.after[this.order.at(-1)!]!
  }

  forward(held: HeldSignals | null, notesGradients: boolean): void {
    const { primitives } = this.context
    const { T, B, F, H } = this.sizes
    const n = this.columns
    this.held = held
    this.noted = notesGradients ? (this.notes ??= this.allocateNotes()) : null
    primitives.multiply(this.sums, this.input, this.kernel, { m: T * B, n, k: F, bias: this.bias.subarray(0, n) })
    if (this.keepsApart) primitives.fillRows(this.cell.recurrentSums, this.bias.subarray(n), T * B)
    this.ahead.refresh()
    for (const [index, t] of this.order.entries()) {
      // Before the first step h is 0, where nothing is carried.
      if (index > 0 || this.isCarrying) this.ahead.multiply(this.recurrentSums[t]!, this.h.before[t]!)
      this.cell.forward(t, held)
      this.holdHidden(t, this.h.after[t]!, (value) => value)
      this.forEachMasked(t, (row) => {
        for (const { before, after } of [this.h, ...this.cell.states.map(({ memory }) => memory)]) {
          copyRow(after[t]!, before[t]!, row, H)
        }
        this.clearSums(t, row)
      })
    }
  }

  /** @param dOutput  [T,B,H] the gradient of `sequence`, or [B,H] that of `last` */
  backward(dOutput: Values, isSequence: boolean, gradients: ParameterSet): void {
    const { primitives } = this.context
    const { T, B, F, H } = this.sizes
    this.backThroughTime(dOutput, isSequence)
    const n = this.columns
    const k = T * B
    const { recurrentSums } = this.cell
    const factors = { n, k, transposeA: true, accumulate: true }
    primitives.multiply(gradients.view(this.names.kernel), this.input, this.sums, { m: F, ...factors })
    primitives.multiply(gradients.view(this.names.recurrentKernel), this.h.allBefore, recurrentSums, { m: H, ...factors })
    const dBias = gradients.view(this.names.bias)
    primitives.addRowSums(dBias.subarray(0, n), this.sums, k)
    if (this.keepsApart) primitives.addRowSums(dBias.subarray(n), recurrentSums, k)
  }

  /** After `backward`: writes the gradient of the input, or adds it to what is there. */
  inputGradient(dInput: Values, accumulate: boolean): void {
    const { T, B, F } = this.sizes
    this.context.primitives.multiply(dInput, this.sums, this.kernel, { m: T * B, n: F, k: this.columns, transposeB: true, accumulate })
  }

  signals(): readonly { readonly name: string; readonly data: Float32Array }[] {
    return [...this.cell.signals(), { name: 'h', data: Float32Array.from(this.sequence) }]
  }

  /** A pass that goes on has no way back: gradients would stop at its beginning. */
  get carried(): CarriedState {
    const memories = [this.h, ...this.cell.states.map(({ memory }) => memory)]
    const first = this.order[0]!
    const last = this.order.at(-1)!
    return {
      states: memories.map(({ before }) => before[first]!),
      carryOn: () => {
        this.isCarrying = true
        for (const { before, after } of memories) before[first]!.set(after[last]!)
      },
      forget: () => {
        this.isCarrying = false
        for (const { before } of memories) before[first]!.fill(0)
      },
    }
  }

  stateGradients(): readonly Omit<StateGradient, 'layer'>[] {
    const { direction } = this.reader
    return [...(this.noted ?? [])].map(([signal, values]) => ({ signal, direction, norms: rowNorms(values, this.sizes.H) }))
  }

  private get keepsApart(): boolean {
    return this.cell.recurrentSums !== this.sums
  }

  /** Turns the sums of all timesteps into their gradients. */
  private backThroughTime(dOutput: Values, isSequence: boolean): void {
    const { primitives } = this.context
    const { B, H } = this.sizes
    const dH = (this.dH ??= primitives.allocate(B * H))
    const carried = [dH, ...this.cell.states.map(({ gradient }) => gradient)]
    if (this.mask !== null && this.passing.length === 0) this.passing = carried.map(({ length }) => primitives.allocate(length))
    const back = (this.back ??= this.repeatBack())
    back.refresh()
    for (const gradient of carried) gradient.fill(0)
    for (let index = this.order.length - 1; index >= 0; index--) {
      const t = this.order[index]!
      if (isSequence) primitives.addRowSums(dH, stepOf(dOutput, t, B * H), 1)
      else if (index === this.order.length - 1) dH.set(dOutput)
      for (const [place, copy] of this.passing.entries()) copy.set(carried[place]!)
      this.noted?.get('h')!.set(dH, t * B * H)
      this.holdHidden(t, dH, () => 0)
      this.noteStates(t, dH)
      this.cell.backward(t, dH, this.held)
      this.forEachMasked(t, (row) => {
        for (const [place, gradient] of carried.entries()) copyRow(gradient, this.passing[place]!, row, H)
        this.clearSums(t, row)
      })
      if (index > 0) back.multiply(dH, this.recurrentSums[t]!)
    }
  }

  private repeatBack(): RepeatedProduct {
    const { B, H } = this.sizes
    return this.context.primitives.repeat(this.recurrentKernel, { m: B, n: H, k: this.columns, transposeB: true, accumulate: true })
  }

  private allocateNotes(): ReadonlyMap<string, Values> {
    const { T, B, H } = this.sizes
    const states = ['h', ...this.cell.states.map(({ name }) => name)]
    return new Map(states.map((name) => [name, this.context.primitives.allocate(T * B * H)]))
  }

  /** Puts something else in the place of values [B,H] where h is held. */
  private holdHidden(t: number, values: Values, instead: (held: number) => number): void {
    if (this.held === null) return
    for (let index = 0; index < values.length; index++) {
      const held = this.held.at('h', t, index % this.sizes.H)
      if (held !== null) values[index] = instead(held)
    }
  }

  /** Notes the whole gradients of the states besides h. */
  private noteStates(t: number, dH: Values): void {
    if (this.noted === null) return
    const { B, H } = this.sizes
    for (const { name, gradient, addHidden } of this.cell.states) {
      const noted = stepOf(this.noted.get(name)!, t, B * H)
      noted.set(gradient)
      addHidden(noted, t, dH)
      this.forEachMasked(t, (row) => copyRow(noted, gradient, row, H))
    }
  }

  private forEachMasked(t: number, visit: (row: number) => void): void {
    if (this.mask === null) return
    const { B } = this.sizes
    for (let row = 0; row < B; row++) {
      if (this.mask[t * B + row] === 0) visit(row)
    }
  }

  private clearSums(t: number, row: number): void {
    const start = (t * this.sizes.B + row) * this.columns
    this.sums.fill(0, start, start + this.columns)
    this.cell.recurrentSums.fill(0, start, start + this.columns)
  }

  /** T+1 blocks of [B,H]; the one that nothing is ever written to is the first in reading order. */
  private allocateState(): StateMemory {
    const { T, B, H } = this.sizes
    const values = this.context.primitives.allocate((T + 1) * B * H)
    const isForward = this.reader.direction === 'forward'
    const earlier = values.subarray(0, T * B * H)
    const later = values.subarray(B * H)
    const cut = (all: Values) => Array.from({ length: T }, (_, t) => stepOf(all, t, B * H))
    const allBefore = isForward ? earlier : later
    const allAfter = isForward ? later : earlier
    return { before: cut(allBefore), after: cut(allAfter), allBefore, allAfter }
  }
}
