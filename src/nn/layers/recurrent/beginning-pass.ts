import type { RepeatedProduct } from '../../operations/cpu/arithmetic/products'
import type { ParameterSet } from '../../operations/cpu/parameter-set'
import type { Primitives, Values } from '../../operations/cpu/primitives'
import { addRow, gather, gatherSums, spread, type SharedBeginning } from './beginning'
import type { CpuCell, Sizes, StateMemory } from './cpu-cell'
import { stepOf } from './matrices'

/** What a reader computes with. */
export interface ReaderParts {
  readonly primitives: Primitives
  readonly sizes: Sizes
  readonly columns: number
  /** [T,B,F] */
  readonly input: Values
  /** Timesteps in reading order. */
  readonly order: readonly number[]
  readonly cell: CpuCell
  /** Those of all states, h first. */
  readonly memories: readonly StateMemory[]
  /** T of [B,columns] */
  readonly sums: readonly Values[]
  readonly recurrentSums: readonly Values[]
  /** Whether these are other memory than `sums`. */
  readonly keepsApart: boolean
  readonly kernel: Values
  readonly bias: Values
  /** [B,columns] += [B,H]·W_h */
  readonly ahead: RepeatedProduct
  /** Adds what some rows say of the parameters. */
  addGradients(rows: GradientRows, gradients: ParameterSet): void
}

/** Rows of several timesteps: what came in, and the gradients of what it was multiplied to. */
export interface GradientRows {
  readonly count: number
  readonly input: Values
  readonly before: Values
  readonly sums: Values
  readonly recurrentSums: Values
}

/** Gradients that are carried back, h's first, each [B,H]; and the way of that one to the state before. */
export interface CarriedGradients {
  readonly carried: readonly Values[]
  readonly product: RepeatedProduct
  /** [T,B,H] the gradient of the sequence, where it is handed on. */
  readonly dSequence: Values | null
}

/** Rows that are collected until the product over them is worth it. */
const COLLECTED = 256

/**
 * A reader's way through a shared beginning, and back; the rest of the sequence it goes with all examples.
 *
 * States and gates of a timestep lie where those of the whole batch would, the computed rows first. Whoever parts takes over the state of the
 * first row, and on the way back adds its gradient to that one: it is linear, and the states are the same.
 */
export class BeginningPass {
  /** [B,columns] += [B,F]·W_x + b */
  private readonly project: RepeatedProduct
  /** [B,F] = [B,columns]·W_xᵀ, made when it is first needed. */
  private back: RepeatedProduct | null = null
  private readonly spare: Values
  private readonly x: Values
  /** Made on the first way back. */
  private collected: GradientRows | null = null
  /** So many rows of it are filled. */
  private count = 0
  /** Whether the sequence holds the states of all examples in the beginning too. */
  private isShown = false

  constructor(private readonly parts: ReaderParts) {
    const { primitives, sizes, columns, kernel, bias } = parts
    const { B, F, H } = sizes
    this.project = primitives.repeat(kernel, { m: B, n: columns, k: F, bias: bias.subarray(0, columns) })
    this.spare = primitives.allocate(B * H)
    this.x = primitives.allocate(B * F)
  }

  /** Computes the beginning, and lays the states of all examples where the timestep after it finds them. */
  forward(beginning: SharedBeginning): void {
    const { primitives, sizes, columns, bias, order, cell, memories, sums, recurrentSums, ahead } = this.parts
    const { H } = sizes
    this.isShown = false
    this.project.refresh()
    for (const [index, rows] of beginning.rows.entries()) {
      const t = order[index]!
      this.readInput(this.x, 0, beginning, index)
      this.project.multiply(sums[t]!, this.x, rows)
      if (this.parts.keepsApart) primitives.fillRows(recurrentSums[t]!, bias.subarray(columns), rows)
      if (index > 0) {
        for (const { before } of memories) {
          for (let row = beginning.rows[index - 1]!; row < rows; row++) before[t]!.copyWithin(row * H, 0, H)
        }
        ahead.multiply(recurrentSums[t]!, memories[0]!.before[t]!, rows)
      }
      cell.forward(t, rows, null)
    }
    const end = beginning.rows.length
    for (const { before } of memories) spread(before[order[end]!]!, beginning, beginning.rows[end - 1]!, H, this.spare)
  }

  /** After `forward`: gives all examples their states at every timestep of the beginning. */
  show(beginning: SharedBeginning): void {
    if (this.isShown) return
    this.isShown = true
    const { after } = this.parts.memories[0]!
    for (let index = 0; index < beginning.rows.length - 1; index++) {
      spread(after[this.parts.order[index]!]!, beginning, beginning.rows[index]!, this.parts.sizes.H, this.spare)
    }
  }

  /** After the way back through the rest: what is carried belongs to all examples. */
  backward(beginning: SharedBeginning, { carried, product, dSequence }: CarriedGradients, gradients: ParameterSet): void {
    const { sizes, order, cell, recurrentSums } = this.parts
    const { H } = sizes
    const dH = carried[0]!
    const end = beginning.rows.length
    this.restore(beginning)
    for (const gradient of carried) gatherSums(gradient, beginning, beginning.rows[end - 1]!, H, this.spare)
    for (let index = end - 1, computed = beginning.rows[index]!; index >= 0; index--) {
      const t = order[index]!
      const rows = beginning.rows[index]!
      for (; computed > rows; computed--) for (const gradient of carried) addRow(gradient, 0, gradient, computed - 1, H)
      if (dSequence !== null) this.addShown(dH, dSequence, t, beginning.order, rows)
      cell.backward(t, rows, dH, null)
      if (index > 0) product.multiply(dH, recurrentSums[t]!, rows)
      this.collect(beginning, index, gradients)
    }
    this.flush(gradients)
  }

  /** After `backward`: the gradient of the input at the timesteps of the beginning, or what is added to it; the first example has it for all that are alike. */
  inputGradient({ order: examples, rows }: SharedBeginning, dInput: Values, accumulate: boolean): void {
    const { primitives, sizes, columns, kernel, order, sums } = this.parts
    const { B, F } = sizes
    this.back ??= primitives.repeat(kernel, { m: B, n: F, k: columns, transposeB: true })
    this.back.refresh()
    for (const [index, count] of rows.entries()) {
      const t = order[index]!
      this.back.multiply(this.x, sums[t]!, count)
      const gradient = stepOf(dInput, t, B * F)
      if (!accumulate) gradient.fill(0)
      for (let place = 0; place < count; place++) addRow(gradient, examples[place]!, this.x, place, F)
    }
  }

  /** Lays the states back to where `forward` computed them. */
  private restore(beginning: SharedBeginning): void {
    const { sizes, order, memories } = this.parts
    const { rows } = beginning
    const end = rows.length
    for (const { before } of memories) gather(before[order[end]!]!, beginning, rows[end - 1]!, sizes.H, this.spare)
    if (!this.isShown) return
    this.isShown = false
    const { before } = memories[0]!
    for (let index = 1; index < end; index++) gather(before[order[index]!]!, beginning, rows[index]!, sizes.H, this.spare)
  }

  /** Adds the gradients of what was shown of timestep t. */
  private addShown(dH: Values, dSequence: Values, t: number, examples: readonly number[], rows: number): void {
    const { B, H } = this.parts.sizes
    for (const [place, example] of examples.entries()) addRow(dH, place < rows ? place : 0, dSequence, t * B + example, H)
  }

  /** Writes what the computed examples read at a place of the beginning to the rows of `to` from `first` on. */
  private readInput(to: Values, first: number, { order, rows }: SharedBeginning, index: number): void {
    const { input, sizes, order: timesteps } = this.parts
    const { B, F } = sizes
    const from = timesteps[index]! * B
    for (let place = 0; place < rows[index]!; place++) {
      const source = (from + order[place]!) * F
      for (let feature = 0, at = (first + place) * F; feature < F; feature++, at++) to[at] = input[source + feature]!
    }
  }

  private collect(beginning: SharedBeginning, index: number, gradients: ParameterSet): void {
    const { primitives, sizes, columns, order, memories, sums, recurrentSums, keepsApart } = this.parts
    const t = order[index]!
    const rows = beginning.rows[index]!
    this.collected ??= this.makeCollected()
    if (this.count + rows > this.collected.count) this.flush(gradients)
    const first = this.count
    const take = (to: Values, source: Values, width: number) =>
      primitives.copyRows(to.subarray(first * width), source, { rows, width, toStride: width, sourceStride: width })
    this.readInput(this.collected.input, first, beginning, index)
    take(this.collected.before, memories[0]!.before[t]!, sizes.H)
    take(this.collected.sums, sums[t]!, columns)
    if (keepsApart) take(this.collected.recurrentSums, recurrentSums[t]!, columns)
    this.count += rows
  }

  private flush(gradients: ParameterSet): void {
    const { count, collected } = this
    if (collected === null || count === 0) return
    const { F, H } = this.parts.sizes
    const { columns } = this.parts
    this.count = 0
    this.parts.addGradients(
      {
        count,
        input: collected.input.subarray(0, count * F),
        before: collected.before.subarray(0, count * H),
        sums: collected.sums.subarray(0, count * columns),
        recurrentSums: collected.recurrentSums.subarray(0, count * columns),
      },
      gradients,
    )
  }

  private makeCollected(): GradientRows {
    const { primitives, sizes, columns, keepsApart } = this.parts
    const { B, F, H } = sizes
    const count = Math.max(COLLECTED, B)
    const sums = primitives.allocate(count * columns)
    return {
      count,
      input: primitives.allocate(count * F),
      before: primitives.allocate(count * H),
      sums,
      recurrentSums: keepsApart ? primitives.allocate(count * columns) : sums,
    }
  }
}
