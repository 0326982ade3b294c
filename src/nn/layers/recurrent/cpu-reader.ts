import type { RepeatedProduct } from '../../operations/cpu/arithmetic/products'
import type { CarriedState, CpuLayerContext, IsWanted } from '../cpu-layer'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Recording, Values } from '../../operations/cpu/primitives'
import type { StateGradient } from '../../engine'
import { rowNorms } from './row-norms'
import type { HeldSignals } from '../../spec/trace'
import type { CpuCell, CpuCellKind, Sizes, StateMemory } from './cpu-cell'
import { endAtBlock, findBeginning, type SharedBeginning } from './beginning'
import { BeginningPass, type GradientRows } from './beginning-pass'
import { type Block, cutTimesteps } from './blocks'
import { copyRow, stepOf } from './matrices'
import type { Reader } from './spec'

/** What the way back needs besides. */
interface WayBack {
  /** [B,H] */
  readonly dH: Values
  /** Gradients of all states, h first. */
  readonly carried: readonly Values[]
  /** Those as they were before a step, for the rows that are masked. */
  readonly passing: readonly Values[]
  /** [B,H] += [B,columns]·W_hᵀ */
  readonly product: RepeatedProduct
  /** One for each block; that of the last block begins the way. */
  readonly recordings: readonly Recording[]
  /** What they were recorded for. */
  recorded: { readonly dOutput: Values; readonly gradients: ParameterSet } | null
}

/**
 * One direction through time, and back.
 *
 * Products over the input of a block's timesteps are taken at once, before the recurrence going forward and after it going back; only
 * h·W_h stays inside (Appleyard et al. 2016, arXiv:1604.01946). At a masked timestep states stay as they are, gates are recorded as 0, and
 * gradients pass by unchanged, as in Keras.
 *
 * A sequence is computed in blocks of timesteps that stay in the cache. Where nothing is masked, held or noted, the calls of a block are recorded once,
 * and what examples of the batch share at the beginning of the sequence is computed once for all of them.
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
  /** The way forward through each block, once it was taken. */
  private onward: readonly Recording[] | null = null
  /** Made when it is first taken. */
  private wayBack: WayBack | null = null
  private readonly h: StateMemory
  private readonly cell: CpuCell
  /** Timesteps in the order they are read. */
  private readonly order: readonly number[]
  private readonly blocks: readonly Block[]
  private beginning: SharedBeginning | null = null
  /** Made when it is first needed. */
  private beginningPass: BeginningPass | null = null
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
    this.blocks = cutTimesteps(T, B, this.columns, reader.direction === 'forward')
    this.recurrentSums = steps.map((t) => stepOf(this.cell.recurrentSums, t, B * this.columns))
    this.ahead = primitives.repeat(this.recurrentKernel, { m: B, n: this.columns, k: H, accumulate: true })
    this.sequence = this.h.allAfter
    this.last = this.h.after[this.order.at(-1)!]!
  }

  /**
   * @param alike  what examples have in common at the beginning of the input, which will have the gradient of the input together; `search` where nobody will
   *   ask for it; null to compute every example
   */
  forward(held: HeldSignals | null, notesGradients: boolean, alike: SharedBeginning | 'search' | null): void {
    this.held = held
    this.noted = notesGradients ? (this.notes ??= this.allocateNotes()) : null
    this.ahead.refresh()
    const isPlain = held === null && this.mask === null && !this.isCarrying
    this.beginning = isPlain && this.noted === null ? this.sharedOf(alike) : null
    if (this.beginning !== null) this.passOfBeginning().forward(this.beginning)
    const first = this.beginning?.rows.length ?? 0
    if (!isPlain) for (const block of this.blocks) this.computeForward(block)
    else {
      this.onward ??= this.blocks.map((block) => this.recordingOf(() => this.computeForward(block)))
      for (const [place, recording] of this.onward.entries()) if (this.blocks[place]!.first >= first) recording.run()
    }
  }

  /** What the last `forward` computed once for several examples. */
  get shared(): SharedBeginning | null {
    return this.beginning
  }

  /** After `forward`: `sequence` holds the states of all examples. */
  showSequence(): void {
    if (this.beginning !== null) this.passOfBeginning().show(this.beginning)
  }

  /** @param dOutput  [T,B,H] the gradient of `sequence`, or [B,H] that of `last` */
  backward(dOutput: Values, isSequence: boolean, gradients: ParameterSet): void {
    const way = (this.wayBack ??= this.createWayBack())
    const dSequence = isSequence ? dOutput : null
    const last = this.blocks.length - 1
    const compute = (place: number): void => {
      if (place === last) this.beginBack(way, isSequence ? null : dOutput)
      this.computeBackward(way, this.blocks[place]!, dSequence, gradients)
    }
    if (this.held !== null || this.mask !== null || this.noted !== null) {
      for (let place = last; place >= 0; place--) compute(place)
      return
    }
    if (way.recorded?.dOutput !== dOutput || way.recorded.gradients !== gradients) {
      way.recorded = { dOutput, gradients }
      for (const [place, recording] of way.recordings.entries()) recording.record(() => compute(place))
    }
    const first = this.beginning?.rows.length ?? 0
    for (let place = this.blocks.length - 1; place >= 0 && this.blocks[place]!.first >= first; place--) way.recordings[place]!.run()
    if (this.beginning !== null) this.passOfBeginning().backward(this.beginning, { ...way, dSequence }, gradients)
  }

  /** After `backward`: writes the gradient of the input, or adds it to what is there. */
  inputGradient(dInput: Values, accumulate: boolean): void {
    const { T, B, F } = this.sizes
    const computed = this.beginning?.rows.length ?? 0
    // The timesteps after the beginning.
    const rest = { from: this.reader.direction === 'forward' ? computed * B : 0, rows: (T - computed) * B }
    const factors = { m: rest.rows, n: F, k: this.columns, transposeB: true, accumulate }
    this.context.primitives.multiply(rowsOf(dInput, rest, F), rowsOf(this.sums, rest, this.columns), this.kernel, factors)
    if (this.beginning !== null) this.passOfBeginning().inputGradient(this.beginning, dInput, accumulate)
  }

  /** [T,B,H] each. */
  signals(isWanted: IsWanted): readonly { readonly name: string; readonly data: Float32Array }[] {
    return [...this.cell.signals(isWanted), ...(isWanted('h') ? [{ name: 'h', data: Float32Array.from(this.sequence) }] : [])]
  }

  /** A pass that goes on has no way back: gradients would stop at its beginning. */
  get carried(): CarriedState {
    const { memories } = this
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

  /** Those of all states, h first. */
  private get memories(): readonly StateMemory[] {
    return [this.h, ...this.cell.states.map(({ memory }) => memory)]
  }

  get direction(): Reader['direction'] {
    return this.reader.direction
  }

  private get keepsApart(): boolean {
    return this.cell.recurrentSums !== this.sums
  }

  /** Sums, gates and states of a block. */
  private computeForward(block: Block): void {
    const { primitives } = this.context
    const { B, F, H } = this.sizes
    const n = this.columns
    const input = rowsOf(this.input, block, F)
    primitives.multiply(rowsOf(this.sums, block, n), input, this.kernel, { m: block.rows, n, k: F, bias: this.bias.subarray(0, n) })
    if (this.keepsApart) primitives.fillRows(rowsOf(this.cell.recurrentSums, block, n), this.bias.subarray(n), block.rows)
    for (let index = block.first; index < block.end; index++) {
      const t = this.order[index]!
      // Before the first step h is 0, where nothing is carried.
      if (index > 0 || this.isCarrying) this.ahead.multiply(this.recurrentSums[t]!, this.h.before[t]!)
      this.cell.forward(t, B, this.held)
      this.holdHidden(t, this.h.after[t]!, (value) => value)
      this.forEachMasked(t, (row) => {
        for (const { before, after } of this.memories) copyRow(after[t]!, before[t]!, row, H)
        this.clearSums(t, row)
      })
    }
  }

  /** Nothing is carried yet but the gradient of the last state. @param dLast  [B,H] that gradient; null where every state has its own */
  private beginBack({ dH, carried, product }: WayBack, dLast: Values | null): void {
    const { primitives } = this.context
    for (const gradient of carried) primitives.clear(gradient)
    if (dLast !== null) primitives.addRowSums(dH, dLast, 1)
    product.refresh()
  }

  /** Turns the sums of a block into their gradients, and takes those of the parameters from them while they are in the cache. */
  private computeBackward(way: WayBack, block: Block, dSequence: Values | null, gradients: ParameterSet): void {
    const { H, F } = this.sizes
    this.backThroughTime(way, block, dSequence)
    this.addGradients(
      {
        count: block.rows,
        input: rowsOf(this.input, block, F),
        before: rowsOf(this.h.allBefore, block, H),
        sums: rowsOf(this.sums, block, this.columns),
        recurrentSums: rowsOf(this.cell.recurrentSums, block, this.columns),
      },
      gradients,
    )
  }

  private backThroughTime({ dH, carried, passing, product }: WayBack, { first, end }: Block, dSequence: Values | null): void {
    const { primitives } = this.context
    const { B, H } = this.sizes
    for (let index = end - 1; index >= first; index--) {
      const t = this.order[index]!
      if (dSequence !== null) primitives.addRowSums(dH, stepOf(dSequence, t, B * H), 1)
      for (const [place, copy] of passing.entries()) copy.set(carried[place]!)
      this.noted?.get('h')!.set(dH, t * B * H)
      this.holdHidden(t, dH, () => 0)
      this.noteStates(t, dH)
      this.cell.backward(t, B, dH, this.held)
      this.forEachMasked(t, (row) => {
        for (const [place, gradient] of carried.entries()) copyRow(gradient, passing[place]!, row, H)
        this.clearSums(t, row)
      })
      if (index > 0) product.multiply(dH, this.recurrentSums[t]!)
    }
  }

  private addGradients({ count, input, before, sums, recurrentSums }: GradientRows, gradients: ParameterSet): void {
    const { primitives } = this.context
    const { F, H } = this.sizes
    const n = this.columns
    const factors = { n, k: count, transposeA: true, accumulate: true }
    primitives.multiply(gradients.view(this.names.kernel), input, sums, { m: F, ...factors })
    primitives.multiply(gradients.view(this.names.recurrentKernel), before, recurrentSums, { m: H, ...factors })
    const dBias = gradients.view(this.names.bias)
    primitives.addRowSums(dBias.subarray(0, n), sums, count)
    if (this.keepsApart) primitives.addRowSums(dBias.subarray(n), recurrentSums, count)
  }

  private sharedOf(alike: SharedBeginning | 'search' | null): SharedBeginning | null {
    const { input, sizes, order, blocks } = this
    if (alike === 'search') return findBeginning({ input, sizes, order }, blocks)
    return alike && endAtBlock(alike, blocks)
  }

  private passOfBeginning(): BeginningPass {
    const { sizes, columns, input, order, cell, memories, sums, recurrentSums, keepsApart, kernel, bias, ahead } = this
    this.beginningPass ??= new BeginningPass({
      primitives: this.context.primitives,
      sizes,
      columns,
      input,
      order,
      cell,
      memories,
      sums: order.map((_, t) => stepOf(sums, t, sizes.B * columns)),
      recurrentSums,
      keepsApart,
      kernel,
      bias,
      ahead,
      addGradients: (rows, gradients) => this.addGradients(rows, gradients),
    })
    return this.beginningPass
  }

  /** Records what `work` calls. */
  private recordingOf(work: () => void): Recording {
    const recording = this.context.primitives.recording()
    recording.record(work)
    return recording
  }

  private createWayBack(): WayBack {
    const { primitives } = this.context
    const { B, H } = this.sizes
    const dH = primitives.allocate(B * H)
    const carried = [dH, ...this.cell.states.map(({ gradient }) => gradient)]
    return {
      dH,
      carried,
      passing: this.mask === null ? [] : carried.map(({ length }) => primitives.allocate(length)),
      product: primitives.repeat(this.recurrentKernel, { m: B, n: H, k: this.columns, transposeB: true, accumulate: true }),
      recordings: this.blocks.map(() => primitives.recording()),
      recorded: null,
    }
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

/** The part of [T,B,width] that belongs to a block. */
function rowsOf(values: Values, { from, rows }: Pick<Block, 'from' | 'rows'>, width: number): Values {
  return values.subarray(from * width, (from + rows) * width)
}
