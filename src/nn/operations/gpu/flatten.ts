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
  /** Whose positions stay apart, as rows of a picture that become timesteps do; 1 where an example becomes one vector. */
  readonly steps: number
  /** Of a step. */
  readonly positions: number
  readonly channels: number
  readonly examples: number
  /** Rows are [B,P] instead of [S,P,B]; only of one step. */
  readonly isExampleMajor: boolean
}

/** [S,P,B,C] → [S,B,P·C], or [B,P,C] → [B,P·C] */
export function flatten(plan: PlanBuilder, label: string, x: GpuTensor, shape: FlattenShape): GpuTensor {
  const rows = shape.steps * shape.examples
  const columns = padded(shape.positions * shape.channels)
  const slice = plan.arena.scratch(label, rows * columns * FLOAT_BYTES)
  const grid = flatGrid((rows * columns) / 4)
  plan.dispatch(flattenForward, { x: x.slice, flat: slice }, { ...grid, ...uniforms(shape), first: x.firstRow })
  return { slice, firstRow: 0, rows, columns }
}

/** [S,B,P·C] → [S,P,B,C], or [B,P·C] → [B,P,C] */
export function unflatten(plan: PlanBuilder, label: string, flat: GpuTensor, shape: FlattenShape): GpuTensor {
  const rows = shape.steps * shape.positions * shape.examples
  const columns = padded(shape.channels)
  const slice = plan.arena.scratch(label, rows * columns * FLOAT_BYTES)
  const grid = flatGrid((rows * columns) / 4)
  plan.dispatch(flattenBackward, { dFlat: flat.slice, dX: slice }, { ...grid, ...uniforms(shape), first: flat.firstRow })
  return { slice, firstRow: 0, rows, columns }
}

/** Steps follow from the number of threads: the kernels need not be told of them. */
function uniforms({ positions, channels, examples, isExampleMajor }: FlattenShape) {
  return { positions, channels, examples, example_major: Number(isExampleMajor) }
}
