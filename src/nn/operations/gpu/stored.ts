import type { Slice } from '../../../gpu/arena'
import { defineKernel } from '../../../gpu/kernel'
import type { PlanBuilder } from '../../../gpu/plan'
import { storedBytes } from '../../../gpu/stored'
import copyWgsl from '../../../../shaders/half/copy.wgsl?raw'
import { flatGrid, flatWorkgroups } from './flat'
import { halfAlone } from './stored-quads'
import { FLOAT_BYTES, type GpuTensor, type StoredRows } from './tensor'

/** copies = values in half precision */
export const halfCopy = defineKernel({
  label: 'half/copy',
  wgsl: copyWgsl,
  ...halfAlone,
  bindings: { values: 'read', copies: 'write' },
  uniforms: { size: 'u32', row: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => ({ flops: 0, bytes: 4 * size * (FLOAT_BYTES + storedBytes('float16')) }),
})

/** Records the copy of `values` floats, a multiple of four, from the float `first` on. */
export function recordHalfCopy(plan: PlanBuilder, from: Slice, copies: Slice, values: number, first = 0): void {
  plan.dispatch(halfCopy, { values: from, copies }, { ...flatGrid(values / 4), first: first / 4 })
}

/** Copies that a plan has recorded. */
const recorded = new WeakMap<PlanBuilder, WeakMap<GpuTensor, StoredRows>>()

/** A matrix as the products of this plan read it; what has no copy in half precision yet is copied by a dispatch, once. */
export function storedRows(plan: PlanBuilder, tensor: GpuTensor): StoredRows {
  if (plan.format === 'float32') return tensor
  if (tensor.stored !== undefined) return tensor.stored
  const copies = recorded.get(plan) ?? new WeakMap<GpuTensor, StoredRows>()
  recorded.set(plan, copies)
  const known = copies.get(tensor)
  if (known !== undefined) return known
  const { slice, firstRow, rows, columns } = tensor
  const stored = { slice: plan.arena.scratch('half', rows * columns * storedBytes(plan.format)), firstRow: 0 }
  recordHalfCopy(plan, slice, stored.slice, rows * columns, firstRow * columns)
  copies.set(tensor, stored)
  return stored
}
