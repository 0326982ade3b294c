import { ceilDiv, roundUp } from '../../core/tensor'
import { SLICE_ALIGNMENT, type Slice } from '../../gpu/arena'
import { defineKernel } from '../../gpu/kernel'
import type { PlanBuilder } from '../../gpu/plan'
import clipFactorWgsl from '../../../shaders/optimizer/clip_factor.wgsl?raw'
import clipScaleWgsl from '../../../shaders/optimizer/clip_scale.wgsl?raw'
import squareSumsWgsl from '../../../shaders/reduce/square_sums.wgsl?raw'
import { flatGrid, flatWorkgroups, quadsCost } from '../operations/gpu/flat'
import { FLOAT_BYTES } from '../operations/gpu/tensor'

/** What one step of an optimizer works on: flat buffers of the same layout. */
export interface UpdateBuffers {
  readonly clock: Slice
  readonly gradients: Slice
  readonly parameters: Slice
  /** What the optimizer remembers under this name. */
  slot(name: string): Slice
  /** Values of each buffer, in fours. */
  readonly size: number
}

/** Records how one kind of optimizer changes the parameters, in one dispatch. */
export type GpuUpdate = (plan: PlanBuilder, buffers: UpdateBuffers) => void

/** A `vec2f`. */
const PAIR_BYTES = 2 * FLOAT_BYTES

export const squareSums = defineKernel({
  label: 'reduce/square_sums',
  wgsl: squareSumsWgsl,
  bindings: { values: 'read', sums: 'write' },
  uniforms: { size: 'u32', parts: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ parts }, { WORKGROUP_SIZE }) => [ceilDiv(parts, WORKGROUP_SIZE), 1, 1],
  cost: ({ size }) => quadsCost(size, { touched: 1, flops: 3 }),
})

export const clipFactor = defineKernel({
  label: 'optimizer/clip_factor',
  wgsl: clipFactorWgsl,
  bindings: { sums: 'read', factor: 'write' },
  uniforms: { parts: 'u32', limit: 'f32' },
  overrides: { WORKGROUP_SIZE: 1 },
  workgroups: () => [1, 1, 1],
  cost: ({ parts }) => ({ flops: 4 * parts, bytes: 2 * PAIR_BYTES * parts }),
})

export const clipScale = defineKernel({
  label: 'optimizer/clip_scale',
  wgsl: clipScaleWgsl,
  bindings: { factor: 'read', gradients: 'write' },
  uniforms: { size: 'u32', row: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 2, flops: 2 }),
})

/** Sums that the squares are first added up to, so that many threads share the work and one can finish it. */
const PARTS = 256

/** Sums of one piece begin where a binding may. */
const PAIRS_ALIGNED = SLICE_ALIGNMENT / PAIR_BYTES

/** Records that all gradients together are shortened to the norm `limit` where theirs is larger; padding is zero and counts nothing. */
export function recordClipping(plan: PlanBuilder, gradients: readonly Slice[], limit: number): void {
  let count = 0
  const pieces = gradients.map((piece) => {
    const size = quadsOf(piece)
    const parts = Math.min(PARTS, size)
    const first = roundUp(count, PAIRS_ALIGNED)
    count = first + parts
    return { piece, size, parts, first }
  })
  // What lies between the sums of two pieces is zero and adds nothing.
  const sums = plan.arena.allocate('square sums', count * PAIR_BYTES)
  const factor = plan.arena.allocate('clip factor', PAIR_BYTES)
  for (const { piece, size, parts, first } of pieces) {
    const own = { ...sums, offset: sums.offset + first * PAIR_BYTES, size: parts * PAIR_BYTES }
    plan.dispatch(squareSums, { values: piece, sums: own }, { size, parts })
  }
  plan.dispatch(clipFactor, { sums, factor }, { parts: count, limit })
  for (const { piece, size } of pieces) plan.dispatch(clipScale, { factor, gradients: piece }, flatGrid(size))
}

/** Values of a piece of a flat buffer, in fours. */
export function quadsOf({ size }: Slice): number {
  return size / (4 * FLOAT_BYTES)
}
