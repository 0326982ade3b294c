import { roundUp } from '../../../core/tensor'
import type { Slice } from '../../../gpu/arena'

/** Where the rows of a matrix begin. */
export interface StoredRows {
  readonly slice: Slice
  /** First row that belongs to this tensor; earlier rows of the slice are somebody else's (an initial state). */
  readonly firstRow: number
}

/**
 * A matrix in GPU memory. Its last dimension is padded with zeros to a multiple of four, so that every load is a `vec4f`; padding in
 * inputs and weights meets padding in gradients, stays zero through training, and never crosses the engine's boundary.
 */
export interface GpuTensor extends StoredRows {
  /** The same rows as products read them where these are in half precision and whoever made the tensor made them too. */
  readonly stored?: StoredRows
  /** T·B for a sequence, B for a vector per example. */
  readonly rows: number
  /** Columns in memory, a multiple of four. */
  readonly columns: number
}

/** Columns in memory of a dimension with `size` values. */
export function padded(size: number): number {
  return roundUp(size, 4)
}

export const FLOAT_BYTES = 4
/** Of four values, as kernels load them. */
export const QUAD_BYTES = 4 * FLOAT_BYTES

/** Copies a [rows,columns] matrix into one with other dimensions, cutting or padding with zeros. */
export function resizeMatrix(
  source: Float32Array,
  from: readonly [rows: number, columns: number],
  to: readonly [rows: number, columns: number],
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(to[0] * to[1])
  const columns = Math.min(from[1], to[1])
  for (let row = 0; row < Math.min(from[0], to[0]); row++) {
    result.set(source.subarray(row * from[1], row * from[1] + columns), row * to[1])
  }
  return result
}
