import { ceilDiv } from '../../src/core/tensor'
import { defineKernel } from '../../src/gpu/kernel'
import arithmeticWgsl from './arithmetic.wgsl?raw'
import nothingWgsl from './nothing.wgsl?raw'
import readWgsl from './read.wgsl?raw'
import writeWgsl from './write.wgsl?raw'

/** Kernels that ask an adapter for one thing only. */

/** One thread each; on an adapter emulated on the CPU a workgroup is a loop on one core. */
const threads = {
  overrides: { WORKGROUP_SIZE: 256 },
  software: { WORKGROUP_SIZE: 32 },
  workgroups: (uniforms: { readonly threads: number }, overrides: { readonly WORKGROUP_SIZE: number }) =>
    [ceilDiv(uniforms.threads, overrides.WORKGROUP_SIZE), 1, 1] as const,
} as const

export const arithmetic = defineKernel({
  label: 'limits/arithmetic',
  wgsl: arithmeticWgsl,
  bindings: { factors: 'read', out: 'write' },
  uniforms: { rounds: 'u32', threads: 'u32' },
  ...threads,
})

/** Multiplications and additions of one thread in one round. */
export const OPERATIONS_PER_ROUND = 2 * 8 * 4 * 4

export const read = defineKernel({
  label: 'limits/read',
  wgsl: readWgsl,
  bindings: { data: 'read', out: 'write' },
  uniforms: { threads: 'u32' },
  ...threads,
})

export const write = defineKernel({
  label: 'limits/write',
  wgsl: writeWgsl,
  bindings: { data: 'write' },
  uniforms: { threads: 'u32' },
  ...threads,
})

/** Bytes of one thread of `read` and `write`. */
export const BYTES_PER_THREAD = 16 * 16

export const nothing = defineKernel({
  label: 'limits/nothing',
  wgsl: nothingWgsl,
  bindings: { out: 'write' },
  uniforms: { value: 'u32' },
  overrides: {},
  workgroups: () => [1, 1, 1],
})
