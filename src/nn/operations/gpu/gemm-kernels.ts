import { ceilDiv, roundUp } from '../../../core/tensor'
import { ARRANGEMENTS, defineKernel, variant, type Cost, type KernelFamily } from '../../../gpu/kernel'
import quadsWgsl from '../../../../shaders/common/quads.wgsl?raw'
import dReluWgsl from '../../../../shaders/gemm/d_relu.wgsl?raw'
import nnWgsl from '../../../../shaders/gemm/nn.wgsl?raw'
import nnOperandsWgsl from '../../../../shaders/gemm/nn_operands.wgsl?raw'
import nnQuadsWgsl from '../../../../shaders/gemm/nn_quads.wgsl?raw'
import nnQuadsLargeWgsl from '../../../../shaders/gemm/nn_quads_large.wgsl?raw'
import nnStagedWgsl from '../../../../shaders/gemm/nn_staged.wgsl?raw'
import ntWgsl from '../../../../shaders/gemm/nt.wgsl?raw'
import ntOperandsWgsl from '../../../../shaders/gemm/nt_operands.wgsl?raw'
import ntQuadsWgsl from '../../../../shaders/gemm/nt_quads.wgsl?raw'
import ntQuadsLargeWgsl from '../../../../shaders/gemm/nt_quads_large.wgsl?raw'
import ntStagedWgsl from '../../../../shaders/gemm/nt_staged.wgsl?raw'
import tnWgsl from '../../../../shaders/gemm/tn.wgsl?raw'
import tnOperandsWgsl from '../../../../shaders/gemm/tn_operands.wgsl?raw'
import tnQuadsWgsl from '../../../../shaders/gemm/tn_quads.wgsl?raw'
import tnQuadsLargeWgsl from '../../../../shaders/gemm/tn_quads_large.wgsl?raw'
import tnStagedWgsl from '../../../../shaders/gemm/tn_staged.wgsl?raw'
import { flatWorkgroups } from './flat'
import { storedQuads, whereHalf } from './stored-quads'
import { FLOAT_BYTES } from './tensor'

/** Blocks of rows along y, then along z: a dispatch has at most 65,535 workgroups along one dimension. */
const ROW_BLOCKS = 32_768

export function rowBlocks(rows: number, rowsPerBlock = 8): [y: number, z: number] {
  const blocks = ceilDiv(rows, rowsPerBlock)
  return [Math.min(blocks, ROW_BLOCKS), ceilDiv(blocks, ROW_BLOCKS)]
}

/**
 * Of a product [m,k]·[k,n]: every multiplication and addition, every matrix once.
 *
 * @param bytes  of a value of each matrix, in this order; default: 4
 */
export function productCost(m: number, k: number, n: number, [left, right, out] = [FLOAT_BYTES, FLOAT_BYTES, FLOAT_BYTES]): Cost {
  return { flops: 2 * m * k * n, bytes: left * m * k + right * k * n + out * m * n }
}

/** Rows up to which kernels in quads compute four rows instead of 16. */
const FEW_ROWS = 4
/** Rows from which they compute 32 rows × 8 columns even where more rows are padding. */
const MANY_ROWS = 256
/** Invocations below which such tiles are too few to keep the cores busy. */
const ENOUGH = 64

/** The tile in quads that suits a product of so many rows and columns in fours. */
function byTile<K>(rows: number, quads: number, { few, some, large }: { readonly few: K; readonly some: K; readonly large: K }): K {
  if (rows <= FEW_ROWS) return few
  const isWorthwhile = rows >= MANY_ROWS || roundUp(rows, 32) === roundUp(rows, 16)
  return isWorthwhile && ceilDiv(rows, 32) * ceilDiv(quads, 2) >= ENOUGH ? large : some
}

interface ProductSize {
  readonly M: number
  readonly K: number
  readonly N: number
}

const nnInterface = {
  ...whereHalf,
  includes: [storedQuads, nnOperandsWgsl],
  bindings: { a: 'read', b: 'read', bias: 'read', out: 'write' },
  uniforms: { M: 'u32', K: 'u32', N: 'u32', first: 'u32', relu: 'u32' },
  cost: ({ M, K, N }: ProductSize, stored = FLOAT_BYTES) => productCost(M, 4 * K, 4 * N, [stored, stored, FLOAT_BYTES]),
} as const

export const gemmNnRegisters = defineKernel({
  label: 'gemm/nn',
  wgsl: nnWgsl,
  ...nnInterface,
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ M, N }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(N, 4), WORKGROUP_SIZE), ...rowBlocks(M)],
})

export const gemmNnQuads = defineKernel({
  label: 'gemm/nn_quads',
  wgsl: nnQuadsWgsl,
  ...nnInterface,
  includes: [storedQuads, nnOperandsWgsl, quadsWgsl],
  enables: ['subgroups'],
  overrides: { WORKGROUP_SIZE: 32, ROWS: 16 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ M, N }, { WORKGROUP_SIZE, ROWS }) => [ceilDiv(N, WORKGROUP_SIZE), ...rowBlocks(M, ROWS)],
})

export const gemmNnQuadsLarge = defineKernel({
  label: 'gemm/nn_quads_large',
  wgsl: nnQuadsLargeWgsl,
  ...nnInterface,
  includes: [storedQuads, nnOperandsWgsl, quadsWgsl],
  enables: ['subgroups'],
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 4 },
  workgroups: ({ M, N }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(N, 2), WORKGROUP_SIZE), ...rowBlocks(M, 32)],
})

export const gemmNnStaged = defineKernel({
  label: 'gemm/nn_staged',
  wgsl: nnStagedWgsl,
  ...nnInterface,
  overrides: {},
  workgroups: ({ M, N }) => [ceilDiv(N, 16), ...rowBlocks(M, 64)],
})

const ntInterface = {
  ...whereHalf,
  includes: [storedQuads, ntOperandsWgsl],
  bindings: { d: 'read', b: 'read', out: 'write' },
  uniforms: { M: 'u32', K: 'u32', N: 'u32' },
  cost: ({ M, K, N }: ProductSize, stored = FLOAT_BYTES) => productCost(M, 4 * N, 4 * K, [FLOAT_BYTES, stored, FLOAT_BYTES]),
} as const

export const gemmNtRegisters = defineKernel({
  label: 'gemm/nt',
  wgsl: ntWgsl,
  ...ntInterface,
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ M, K }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(K, 2), WORKGROUP_SIZE), ...rowBlocks(M)],
})

export const gemmNtQuads = defineKernel({
  label: 'gemm/nt_quads',
  wgsl: ntQuadsWgsl,
  ...ntInterface,
  includes: [storedQuads, ntOperandsWgsl, quadsWgsl],
  enables: ['subgroups'],
  overrides: { WORKGROUP_SIZE: 32, ROWS: 16 },
  software: { WORKGROUP_SIZE: 4 },
  workgroups: ({ M, K }, { WORKGROUP_SIZE, ROWS }) => [ceilDiv(K, WORKGROUP_SIZE), ...rowBlocks(M, ROWS)],
})

export const gemmNtQuadsLarge = defineKernel({
  label: 'gemm/nt_quads_large',
  wgsl: ntQuadsLargeWgsl,
  ...ntInterface,
  includes: [storedQuads, ntOperandsWgsl, quadsWgsl],
  enables: ['subgroups'],
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 4 },
  workgroups: ({ M, K }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(K, 2), WORKGROUP_SIZE), ...rowBlocks(M, 32)],
})

export const gemmNtStaged = defineKernel({
  label: 'gemm/nt_staged',
  wgsl: ntStagedWgsl,
  ...ntInterface,
  overrides: {},
  workgroups: ({ M, K }) => [ceilDiv(K, 16), ...rowBlocks(M, 64)],
})

const tnInterface = {
  ...whereHalf,
  includes: [storedQuads, tnOperandsWgsl],
  bindings: { a: 'read', d: 'read', out: 'write', dBias: 'write' },
  uniforms: { M: 'u32', K: 'u32', N: 'u32', first: 'u32', d_first: 'u32', sums: 'u32' },
  cost: ({ M, K, N }: ProductSize, stored = FLOAT_BYTES) => productCost(4 * K, M, 4 * N, [stored, FLOAT_BYTES, FLOAT_BYTES]),
} as const

export const gemmTnRegisters = defineKernel({
  label: 'gemm/tn',
  wgsl: tnWgsl,
  ...tnInterface,
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 8 },
  workgroups: ({ K, N }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(N, 4), WORKGROUP_SIZE), ceilDiv(K, 2), 1],
})

export const gemmTnQuads = defineKernel({
  label: 'gemm/tn_quads',
  wgsl: tnQuadsWgsl,
  ...tnInterface,
  includes: [storedQuads, tnOperandsWgsl, quadsWgsl],
  enables: ['subgroups'],
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 4 },
  workgroups: ({ K, N }, { WORKGROUP_SIZE }) => [ceilDiv(N, WORKGROUP_SIZE), ceilDiv(K, 4), 1],
})

export const gemmTnQuadsLarge = defineKernel({
  label: 'gemm/tn_quads_large',
  wgsl: tnQuadsLargeWgsl,
  ...tnInterface,
  includes: [storedQuads, tnOperandsWgsl, quadsWgsl],
  enables: ['subgroups'],
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 4 },
  workgroups: ({ K, N }, { WORKGROUP_SIZE }) => [ceilDiv(ceilDiv(N, 2), WORKGROUP_SIZE), ceilDiv(K, 8), 1],
})

export const gemmTnStaged = defineKernel({
  label: 'gemm/tn_staged',
  wgsl: tnStagedWgsl,
  ...tnInterface,
  overrides: {},
  workgroups: ({ K, N }) => [ceilDiv(N, 8), ceilDiv(K, 8), 1],
})

const nnQuads = { few: variant(gemmNnQuads, { ROWS: 4 }), some: gemmNnQuads, large: gemmNnQuadsLarge }
const ntQuads = { few: variant(gemmNtQuads, { ROWS: 4 }), some: gemmNtQuads, large: gemmNtQuadsLarge }

/** out = a·b + bias, or max(a·b + bias, 0) */
export const gemmNn: KernelFamily<typeof nnInterface.bindings, typeof nnInterface.uniforms> = {
  label: 'gemm/nn',
  kernels: [gemmNnRegisters, ...Object.values(nnQuads), gemmNnStaged],
  arrangements: ARRANGEMENTS,
  choose: (arrangement, { M, N }) => ({ registers: gemmNnRegisters, quads: byTile(M, N, nnQuads), staged: gemmNnStaged })[arrangement],
}

/** out = d·bᵀ */
export const gemmNt: KernelFamily<typeof ntInterface.bindings, typeof ntInterface.uniforms> = {
  label: 'gemm/nt',
  kernels: [gemmNtRegisters, ...Object.values(ntQuads), gemmNtStaged],
  arrangements: ARRANGEMENTS,
  choose: (arrangement, { M, K }) => ({ registers: gemmNtRegisters, quads: byTile(M, K, ntQuads), staged: gemmNtStaged })[arrangement],
}

/** out = aᵀ·d, and where `sums` is 1 also dBias = column sums of d */
export const gemmTn: KernelFamily<typeof tnInterface.bindings, typeof tnInterface.uniforms> = {
  label: 'gemm/tn',
  kernels: [gemmTnRegisters, gemmTnQuads, gemmTnQuadsLarge, gemmTnStaged],
  arrangements: ARRANGEMENTS,
  choose(arrangement, { K, N }) {
    const isLarge = K % 8 === 0 && (K / 8) * ceilDiv(N, 2) >= ENOUGH
    return { registers: gemmTnRegisters, quads: isLarge ? gemmTnQuadsLarge : gemmTnQuads, staged: gemmTnStaged }[arrangement]
  },
}

/** dSums = dOut where out > 0 */
export const dRelu = defineKernel({
  label: 'gemm/d_relu',
  wgsl: dReluWgsl,
  bindings: { out: 'read', dOut: 'read', dSums: 'write' },
  uniforms: { size: 'u32', row: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
})
