import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import likelihoodWgsl from '../../../../shaders/mixture/likelihood.wgsl?raw'
import tallyWgsl from '../../../../shaders/mixture/tally.wgsl?raw'
import { FLOAT_BYTES, QUAD_BYTES } from './tensor'

export const mixtureLikelihood = defineKernel({
  label: 'mixture/likelihood',
  wgsl: likelihoodWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', sums: 'read', targets: 'read', dSums: 'write', results: 'write' },
  uniforms: { R: 'u32', M: 'u32', N: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ R }, { WORKGROUP_SIZE }) => [ceilDiv(R, WORKGROUP_SIZE), 1, 1],
  // A power of e counts as one operation, like a division.
  cost: ({ R, M, N }) => ({ flops: 70 * R * M, bytes: R * (2 * N * FLOAT_BYTES + 2 * QUAD_BYTES) }),
})

export const mixtureTally = defineKernel({
  label: 'mixture/tally',
  wgsl: tallyWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', results: 'read', logRows: 'write' },
  uniforms: { B: 'u32', T: 'u32' },
  overrides: { WORKGROUP_SIZE: 16 },
  workgroups: ({ B }, { WORKGROUP_SIZE }) => [ceilDiv(B, WORKGROUP_SIZE), 1, 1],
  cost: ({ B, T }) => ({ flops: 4 * B * T, bytes: QUAD_BYTES * B * (T + 1) }),
})
