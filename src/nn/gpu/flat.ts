import { ceilDiv } from '../../core/tensor'
import type { Workgroups } from '../../gpu/kernel'

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
