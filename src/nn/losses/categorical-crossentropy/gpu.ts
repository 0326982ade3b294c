import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import { FLOAT_BYTES } from '../../operations/gpu/tensor'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import lossWgsl from '../../../../shaders/loss/softmax_cross_entropy.wgsl?raw'
import softmaxWgsl from '../../../../shaders/loss/softmax.wgsl?raw'

export const softmaxCrossEntropy = defineKernel({
  label: 'loss/softmax_cross_entropy',
  wgsl: lossWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', logits: 'read', labels: 'read', dLogits: 'write', logRows: 'write' },
  uniforms: { B: 'u32', C: 'u32', N: 'u32', smoothing: 'f32' },
  overrides: { WORKGROUP_SIZE: 16 },
  workgroups: ({ B }, { WORKGROUP_SIZE }) => [ceilDiv(B, WORKGROUP_SIZE), 1, 1],
  // A power of e counts as one operation, like a division.
  cost: ({ B, C, N }) => ({ flops: 9 * B * C, bytes: FLOAT_BYTES * B * (2 * N + 3) }),
})

export const softmax = defineKernel({
  label: 'loss/softmax',
  wgsl: softmaxWgsl,
  bindings: { logits: 'read', probabilities: 'write' },
  uniforms: { M: 'u32', C: 'u32', N: 'u32' },
  overrides: { WORKGROUP_SIZE: 16 },
  workgroups: ({ M }, { WORKGROUP_SIZE }) => [ceilDiv(M, WORKGROUP_SIZE), 1, 1],
  cost: ({ M, C, N }) => ({ flops: 4 * M * C, bytes: FLOAT_BYTES * 2 * M * N }),
})
