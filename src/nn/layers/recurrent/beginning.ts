import type { Values } from '../../operations/cpu/primitives'
import type { Block } from './blocks'
import { moveRow } from './matrices'

/**
 * The beginning that examples of a batch share: as long as they have read the same, their states are the same, and one row is computed for all of them.
 * A picture that is read pixel by pixel begins with a hundred blank ones.
 */
export interface SharedBeginning {
  /** Examples by their place: the first goes for all that are still alike, the others follow in the order in which they part from it. */
  readonly order: readonly number[]
  /** For each timestep of the beginning, in reading order: so many places are computed. */
  readonly rows: readonly number[]
}

/** Fewer rows may be multiplied by another kernel, with sums in another order: an example's state does not depend on the others in its batch. */
const FEWEST = 4
/** From this share of the batch on, whole batches are as fast. */
const MOST = 0.9
/** A shorter beginning saves less than it costs: share of all rows. */
const WORTHWHILE = 0.04

/** Sequences to be looked through. */
export interface Sequences {
  /** [T,B,F] */
  readonly input: Values
  readonly sizes: { readonly T: number; readonly B: number; readonly F: number }
  /** Timesteps in reading order. */
  readonly order: readonly number[]
}

/** @returns null where too little is shared; else a beginning that ends where a block begins */
export function findBeginning(sequences: Sequences, blocks: readonly Block[]): SharedBeginning | null {
  const { T, B } = sequences.sizes
  const last = blocks.at(-1)!.first
  const parted: number[] = []
  const rows: number[] = []
  let alike = Array.from({ length: B }, (_, example) => example)
  while (rows.length < last) {
    const [same, others] = part(sequences, sequences.order[rows.length]!, alike)
    const count = Math.max(FEWEST, 1 + parted.length + others.length)
    if (same.length === 0 || count > MOST * B) break
    parted.push(...others)
    alike = same
    rows.push(count)
  }
  const beginning = endAtBlock({ order: [alike[0]!, ...parted, ...alike.slice(1)], rows }, blocks)
  const saved = beginning?.rows.reduce((sum, count) => sum + B - count, 0) ?? 0
  return saved < WORTHWHILE * T * B ? null : beginning
}

/** As much of a beginning as goes to where a block begins; null where that is nothing. */
export function endAtBlock({ order, rows }: SharedBeginning, blocks: readonly Block[]): SharedBeginning | null {
  const end = blocks.findLast(({ first }) => first <= rows.length)!.first
  return end === 0 ? null : { order, rows: rows.slice(0, end) }
}

/** Those of some examples that read what most of them read, and the others. */
function part({ input, sizes: { B, F } }: Sequences, t: number, examples: readonly number[]): readonly [number[], number[]] {
  const isSame = (one: number, other: number): boolean => {
    for (let a = (t * B + one) * F, b = (t * B + other) * F, end = a + F; a < end; a++, b++) {
      if (input[a] !== input[b]) return false
    }
    return true
  }
  const most = majority(examples, isSame)
  const same: number[] = []
  const others: number[] = []
  for (const example of examples) (isSame(example, most) ? same : others).push(example)
  return [same, others]
}

/** One of those that are the same, where they are more than half. Source: Boyer & Moore 1991, "MJRTY: A Fast Majority Vote Algorithm". */
function majority(examples: readonly number[], isSame: (one: number, other: number) => boolean): number {
  let candidate = examples[0]!
  let votes = 0
  for (const example of examples) {
    if (votes === 0) candidate = example
    votes += isSame(example, candidate) ? 1 : -1
  }
  return candidate
}

/** From what was computed of a timestep to all examples, in place. @param spare  as long as `values`, which are [B,width] */
export function spread(values: Values, { order }: SharedBeginning, rows: number, width: number, spare: Values): void {
  spare.set(values)
  for (const [place, example] of order.entries()) moveRow(values, example, spare, place < rows ? place : 0, width)
}

/** The way back of `spread`. */
export function gather(values: Values, { order }: SharedBeginning, rows: number, width: number, spare: Values): void {
  spare.set(values)
  for (let place = 0; place < rows; place++) moveRow(values, place, spare, order[place]!, width)
}

/** What gradients of all examples say of what was computed: the first row is the sum of those that it goes for. In place. */
export function gatherSums(values: Values, { order }: SharedBeginning, rows: number, width: number, spare: Values): void {
  gather(values, { order, rows: [] }, rows, width, spare)
  for (let place = rows; place < order.length; place++) addRow(values, 0, spare, order[place]!, width)
}

/** Row `toRow` of one matrix += row `row` of another, both of `width` columns. */
export function addRow(to: Values, toRow: number, source: Values, row: number, width: number): void {
  for (let at = toRow * width, from = row * width, end = at + width; at < end; at++, from++) to[at] = to[at]! + source[from]!
}
