import type { Values } from '../../operations/cpu/primitives'

/** Parts of matrices and how they are put together, on the CPU. */

/** The part of a tensor in blocks of `size` that belongs to timestep t. */
export function stepOf(values: Values, t: number, size: number): Values {
  return values.subarray(t * size, (t + 1) * size)
}

/** Column block `place` of `blocks` from every row: [rows,blocks·width] → [rows,width]. */
export function columnBlock(values: Values, blocks: number, place: number, width: number): Float32Array {
  const data = new Float32Array(values.length / blocks)
  for (let start = 0; start < data.length; start += width) {
    const source = start * blocks + place * width
    data.set(values.subarray(source, source + width), start)
  }
  return data
}

/** Row `row` of a matrix of `width` columns, from another one. */
export function copyRow(to: Values, source: Values, row: number, width: number): void {
  to.set(source.subarray(row * width, (row + 1) * width), row * width)
}

/** Row `toRow` of a matrix of `width` columns, from row `row` of another one. */
export function moveRow(to: Values, toRow: number, source: Values, row: number, width: number): void {
  to.set(source.subarray(row * width, (row + 1) * width), toRow * width)
}

/** Two matrices of `width` columns side by side. */
export function joinColumns<V extends Values>(joined: V, left: Values, right: Values, width: number): V {
  for (let start = 0; start < left.length; start += width) {
    joined.set(left.subarray(start, start + width), 2 * start)
    joined.set(right.subarray(start, start + width), 2 * start + width)
  }
  return joined
}
