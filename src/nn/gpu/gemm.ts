import { ceilDiv } from '../../core/tensor'
import { defineKernel } from '../../gpu/kernel'
import type { PlanBuilder } from '../../gpu/plan'
import type { Slice } from '../../gpu/arena'
import nnWgsl from '../../../shaders/gemm/nn.wgsl?raw'
import ntWgsl from '../../../shaders/gemm/nt.wgsl?raw'
import tnWgsl from '../../../shaders/gemm/tn.wgsl?raw'
import dReluWgsl from '../../../shaders/gemm/d_relu.wgsl?raw'
import columnSumsWgsl from '../../../shaders/reduce/column_sums.wgsl?raw'
import { flatGrid, flatWorkgroups } from './flat'
import type { GpuTensor } from './tensor'

/** Blocks of eight rows along y, then along z: a dispatch has at most 65,535 workgroups along one dimension. */
const ROW_BLOCKS = 32_768

export function rowBlocks(rows: number): [y: number, z: number] {
  const blocks = ceilDiv(rows, 8)
  return [Math.min(blocks, ROW_BLOCKS), ceilDiv(blocks, ROW_BLOCKS)]
}

/** out = a·b + bias, or max(a·b + bias, 0) */
export const gemmNn = defineKernel({
  label: 'gemm/nn',
  wgsl: nnWgsl,
  bindings: { a: 'read', b: 'read', bias: 'read', out: 'write' },
  uniforms: { M: 'u32', K: 'u32', N: 'u32', first: 'u32', relu: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ M, N }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(N, 4), WORKGROUP_SIZE), ...rowBlocks(M)],
})

/** out = d·bᵀ */
export const gemmNt = defineKernel({
  label: 'gemm/nt',
  wgsl: ntWgsl,
  bindings: { d: 'read', b: 'read', out: 'write' },
  uniforms: { M: 'u32', K: 'u32', N: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ M, K }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(K, 2), WORKGROUP_SIZE), ...rowBlocks(M)],
})

/** out = aᵀ·d */
export const gemmTn = defineKernel({
  label: 'gemm/tn',
  wgsl: tnWgsl,
  bindings: { a: 'read', d: 'read', out: 'write' },
  uniforms: { M: 'u32', K: 'u32', N: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ K, N }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(N, 4), WORKGROUP_SIZE), ceilDiv(K, 2), 1],
})

/** dSums = dOut where out > 0 */
export const dRelu = defineKernel({
  label: 'gemm/d_relu',
  wgsl: dReluWgsl,
  bindings: { out: 'read', dOut: 'read', dSums: 'write' },
  uniforms: { size: 'u32', row: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
})

/** out = column sums of d */
export const columnSums = defineKernel({
  label: 'reduce/column_sums',
  wgsl: columnSumsWgsl,
  bindings: { d: 'read', out: 'write' },
  uniforms: { M: 'u32', N: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ N }, { WORKGROUP_SIZE }) => [ceilDiv(N, WORKGROUP_SIZE), 1, 1],
})

/** An affine map whose kernel is [inputs,outputs] and whose bias is [outputs], both padded. */
export interface AffineWeights {
  readonly kernel: Slice
  readonly bias: Slice
}

/** out = input·kernel + bias for every row; with relu, negative sums become 0. */
export function affineForward(
  plan: PlanBuilder,
  input: GpuTensor,
  weights: AffineWeights,
  out: Slice,
  outputs: number,
  activation: 'linear' | 'relu' = 'linear',
): void {
  plan.dispatch(
    gemmNn,
    { a: input.slice, b: weights.kernel, bias: weights.bias, out },
    { M: input.rows, K: input.columns / 4, N: outputs / 4, first: input.firstRow, relu: Number(activation === 'relu') },
  )
}

/**
 * The gradient before a relu from the one after it, as a tensor of its own.
 *
 * @param out  what the relu gave, from its slice's first row on
 */
export function reluGradient(plan: PlanBuilder, out: Slice, dOut: GpuTensor): GpuTensor {
  const { rows, columns } = dOut
  const slice = plan.arena.scratch('d_sums', rows * columns * 4)
  plan.dispatch(dRelu, { out, dOut: dOut.slice, dSums: slice }, { ...flatGrid((rows * columns) / 4), first: (dOut.firstRow * columns) / 4 })
  return { slice, firstRow: 0, rows, columns }
}

/** Gradients of kernel and bias from those of the outputs, summed over all rows. Overwrites them. */
export function affineGradients(plan: PlanBuilder, input: GpuTensor, dOut: Slice, gradients: AffineWeights, outputs: number): void {
  kernelGradient(plan, input, dOut, gradients.kernel, outputs)
  plan.dispatch(columnSums, { d: dOut, out: gradients.bias }, { M: input.rows, N: outputs / 4 })
}

/** dKernel = inputᵀ·dOut. Overwrites it. */
export function kernelGradient(plan: PlanBuilder, input: GpuTensor, dOut: Slice, dKernel: Slice, outputs: number): void {
  plan.dispatch(
    gemmTn,
    { a: input.slice, d: dOut, out: dKernel },
    { M: input.rows, K: input.columns / 4, N: outputs / 4, first: input.firstRow },
  )
}

/** dInput = dOut·kernelᵀ as a tensor of its own. */
export function affineInputGradient(plan: PlanBuilder, input: GpuTensor, dOut: Slice, kernel: Slice, outputs: number): GpuTensor {
  const slice = plan.arena.scratch('d_input', input.rows * input.columns * 4)
  plan.dispatch(gemmNt, { d: dOut, b: kernel, out: slice }, { M: input.rows, K: input.columns / 4, N: outputs / 4 })
  return { slice, firstRow: 0, rows: input.rows, columns: input.columns }
}
