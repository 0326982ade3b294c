import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import likelihoodWgsl from '../../../../shaders/bernoulli/likelihood.wgsl?raw'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import hideWgsl from '../../../../shaders/masked/hide.wgsl?raw'
import { flatWorkgroups, quadsCost } from './flat'
import { FLOAT_BYTES, QUAD_BYTES } from './tensor'

export const bernoulliLikelihood = defineKernel({
  label: 'bernoulli/likelihood',
  wgsl: likelihoodWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', sums: 'read', ink: 'read', dSums: 'write', results: 'write' },
  uniforms: { R: 'u32', B: 'u32', W: 'u32', N: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ R }, { WORKGROUP_SIZE }) => [ceilDiv(R, WORKGROUP_SIZE), 1, 1],
  // A power of e counts as one operation, like a division.
  cost: ({ R, W, N }) => ({ flops: 10 * R * W, bytes: R * (3 * N * FLOAT_BYTES + QUAD_BYTES) }),
})

export const hideMasked = defineKernel({
  label: 'masked/hide',
  wgsl: hideWgsl,
  bindings: { mask: 'read', values: 'write' },
  uniforms: { size: 'u32', row: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 3, flops: 1 }),
})
