import { activations } from './arithmetic/activations'
import { bernoulli } from './arithmetic/bernoulli'
import { dropout } from './arithmetic/dropout'
import { gru } from './arithmetic/gru'
import { layerNorm } from './arithmetic/layer-norm'
import { lstm } from './arithmetic/lstm'
import { mixture } from './arithmetic/mixture'
import { optimizers } from './arithmetic/optimizers'
import type { Methods, Values } from './arithmetic/primitive'
import { products, type Product, type RepeatedProduct } from './arithmetic/products'
import { rows } from './arithmetic/rows'
import { windows } from './arithmetic/windows'

export type { Values } from './arithmetic/primitive'

/** Every primitive; its group says what it does. */
export const declarations = {
  ...products,
  ...rows,
  ...activations,
  ...windows,
  ...lstm,
  ...gru,
  ...dropout,
  ...layerNorm,
  ...mixture,
  ...bernoulli,
  ...optimizers,
}

/**
 * All the arithmetic the CPU's layers are made of; another set (float32, SIMD) is another object behind this face.
 *
 * Arrays come from `allocate` of the same set, or are views of such. Nothing checks lengths: shapes were checked when the model was made.
 */
export interface Primitives extends Methods<typeof declarations> {
  /** For people: `JavaScript, float64`. */
  readonly name: string
  /** Instructions in use that not every machine has, for people. */
  readonly features: readonly string[]
  /** Zeros, for as long as the set or the scope is used. @throws OutOfMemoryError, or RangeError from the engine of JavaScript */
  allocate(length: number): Values
  /** Zeros like those of `allocate`, for what is read as whole numbers. */
  allocateBytes(length: number): Uint8Array
  /** The same arithmetic, with arrays that are given back together. */
  scope(): PrimitivesScope
  /** A product that is taken many times over; A is not transposed. It may keep B in another order in memory of this scope. */
  repeat(b: Values, product: Product): RepeatedProduct
  /** Work that is done many times over on the same arrays, with memory of this scope. */
  recording(): Recording
}

/** Calls of primitives and of repeated products, in their order. */
export interface Recording {
  /** Notes what `work` calls, and nothing of it is computed yet. `work` does nothing else: it may run now, or with every `run`. */
  record(work: () => void): void
  /** Computes what was noted. */
  run(): void
}

/** Primitives whose arrays end together. */
export interface PrimitivesScope extends Primitives {
  /** Ends all arrays that were allocated here or in scopes of this one; none of them may be used any more. */
  release(): void
}
