import { elementCount, type Tensor } from '../../core/tensor'
import type { Attribute } from './graph'

/** What the operators of a graph are computed with. */

/** An operator's inputs as tensors, and what belongs to it. */
export interface Call {
  readonly operator: string
  readonly inputs: readonly Tensor[]
  /** Whole numbers that came as an input: a shape, axes, places. */
  readonly integers: readonly number[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

export function numbers(attribute: Attribute | undefined): readonly number[] {
  return Array.isArray(attribute) ? attribute.map(Number) : []
}

export function required(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new RangeError('an operator lacks an input')
  return tensor
}

/** [… ,K] × [K,M] → [… ,M] */
export function multiply(x: Tensor, w: Tensor): Tensor {
  const [K = 0, M = 0] = w.shape
  const rows = x.data.length / K
  const data = new Float32Array(rows * M)
  const sums = new Float64Array(M)
  for (let row = 0; row < rows; row++) {
    sums.fill(0)
    for (let k = 0; k < K; k++) {
      const value = x.data[row * K + k]!
      // Most of a picture is blank.
      if (value !== 0) for (let m = 0; m < M; m++) sums[m]! += value * w.data[k * M + m]!
    }
    data.set(sums, row * M)
  }
  return { shape: [...x.shape.slice(0, -1), M], data }
}

export function emptyOf(shape: readonly number[]): Tensor {
  return { shape, data: new Float32Array(elementCount(shape)) }
}
