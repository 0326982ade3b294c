import { ceilDiv } from '../../../core/tensor'
import type { Cost, Workgroups } from '../../../gpu/kernel'
import { QUAD_BYTES } from './tensor'

/** WebGPU dispatches at most 65,535 workgroups along one dimension; larger arrays go on in rows of this many threads. */
const LONGEST_ROW = 1 << 20

/** How a kernel whose threads each own one of `size` fours is spread; its uniforms `size` and `row`. */
interface FlatGrid {
  readonly size: number
  readonly row: number
}

export function flatGrid(size: number): FlatGrid {
  return { size, row: Math.min(size, LONGEST_ROW) }
}

export function flatWorkgroups({ size, row }: FlatGrid, workgroupSize: number): Workgroups {
  return [ceilDiv(Math.min(size, row), workgroupSize), ceilDiv(size, row), 1]
}

/**
 * What a kernel does that treats every value alike.
 *
 * @param quads    how many fours of values
 * @param touched  arrays that are read or written, one that is both counts twice
 * @param flops    additions, multiplications, divisions and roots of one value
 */
export function quadsCost(quads: number, { touched, flops = 0 }: { readonly touched: number; readonly flops?: number }): Cost {
  return { flops: 4 * flops * quads, bytes: touched * QUAD_BYTES * quads }
}
