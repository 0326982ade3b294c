import type { PlanBuilder } from '../../../gpu/plan'
import type { Slice } from '../../../gpu/arena'
import { flatGrid } from './flat'
import { dRelu, gemmNn, gemmNt, gemmTn } from './gemm-kernels'
import { storedRows } from './stored'
import { FLOAT_BYTES, type GpuTensor } from './tensor'

/** An affine map whose kernel is [inputs,outputs] and whose bias is [outputs], both padded; going forward the kernel is as the plan stores it. */
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
  const a = storedRows(plan, input)
  plan.dispatch(
    gemmNn,
    { a: a.slice, b: weights.kernel, bias: weights.bias, out },
    { M: input.rows, K: input.columns / 4, N: outputs / 4, first: a.firstRow, relu: Number(activation === 'relu') },
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

/** Gradients of kernel and bias from those of the outputs, summed over all rows of the input. Overwrites them. */
export function affineGradients(plan: PlanBuilder, input: GpuTensor, dOut: Slice, gradients: AffineWeights, outputs: number): void {
  const a = storedRows(plan, input)
  const size = { M: input.rows, K: input.columns / 4, N: outputs / 4, first: a.firstRow }
  plan.dispatch(gemmTn, { a: a.slice, d: dOut, out: gradients.kernel, dBias: gradients.bias }, { ...size, d_first: 0, sums: 1 })
}

/** dKernel = inputᵀ·dOut, of as many rows of dOut as the input has. Overwrites it. */
export function kernelGradient(
  plan: PlanBuilder,
  input: GpuTensor,
  dOut: { readonly slice: Slice; readonly firstRow: number },
  dKernel: Slice,
  outputs: number,
): void {
  const a = storedRows(plan, input)
  const size = { M: input.rows, K: input.columns / 4, N: outputs / 4, first: a.firstRow }
  const none = plan.arena.allocate('no sums', FLOAT_BYTES)
  plan.dispatch(gemmTn, { a: a.slice, d: dOut.slice, out: dKernel, dBias: none }, { ...size, d_first: dOut.firstRow, sums: 0 })
}

/** dInput = dOut·kernelᵀ as a tensor of its own. @param kernel  as the plan stores it */
export function affineInputGradient(plan: PlanBuilder, input: GpuTensor, dOut: Slice, kernel: Slice, outputs: number): GpuTensor {
  const slice = plan.arena.scratch('d_input', input.rows * input.columns * 4)
  plan.dispatch(gemmNt, { d: dOut, b: kernel, out: slice }, { M: input.rows, K: input.columns / 4, N: outputs / 4 })
  return { slice, firstRow: 0, rows: input.rows, columns: input.columns }
}
