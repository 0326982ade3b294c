import { defineKernel } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import backwardWgsl from '../../../../shaders/flatten/backward.wgsl?raw'
import forwardWgsl from '../../../../shaders/flatten/forward.wgsl?raw'
import { flatGrid, flatWorkgroups, quadsCost } from './flat'
import { FLOAT_BYTES, padded, type GpuTensor } from './tensor'

export const flattenForward = defineKernel({
  label: 'flatten/forward',
  wgsl: forwardWgsl,
  bindings: { x: 'read', flat: 'write' },
  uniforms: { size: 'u32', row: 'u32', positions: 'u32', channels: 'u32', examples: 'u32', example_major: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 2 }),
})

export const flattenBackward = defineKernel({
  label: 'flatten/backward',
  wgsl: backwardWgsl,
  bindings: { dFlat: 'read', dX: 'write' },
  uniforms: { size: 'u32', row: 'u32', positions: 'u32', channels: 'u32', examples: 'u32', example_major: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 2 }),
})

/** What is laid flat: positions of `channels` values, and which of positions and examples runs faster before. */
export interface FlattenShape {
  readonly positions: number
  readonly channels: number
  readonly examples: number
  /** Rows are [B,P] instead of [P,B]. */
  readonly isExampleMajor: boolean
}

/** [P,B,C] or [B,P,C] → [B,P·C] */
export function flatten(plan: PlanBuilder, label: string, x: GpuTensor, shape: FlattenShape): GpuTensor {
  const columns = padded(shape.positions * shape.channels)
  const slice = plan.arena.scratch(label, shape.examples * columns * FLOAT_BYTES)
  const grid = flatGrid((shape.examples * columns) / 4)
  plan.dispatch(flattenForward, { x: x.slice, flat: slice }, { ...grid, ...uniforms(shape), first: x.firstRow })
  return { slice, firstRow: 0, rows: shape.examples, columns }
}

/** [B,P·C] → [P,B,C] or [B,P,C] */
export function unflatten(plan: PlanBuilder, label: string, flat: GpuTensor, shape: FlattenShape): GpuTensor {
  const rows = shape.positions * shape.examples
  const columns = padded(shape.channels)
  const slice = plan.arena.scratch(label, rows * columns * FLOAT_BYTES)
  const grid = flatGrid((rows * columns) / 4)
  plan.dispatch(flattenBackward, { dFlat: flat.slice, dX: slice }, { ...grid, ...uniforms(shape), first: flat.firstRow })
  return { slice, firstRow: 0, rows, columns }
}

function uniforms({ positions, channels, examples, isExampleMajor }: FlattenShape) {
  return { positions, channels, examples, example_major: Number(isExampleMajor) }
}
