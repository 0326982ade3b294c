import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import { FLOAT_BYTES } from '../../operations/gpu/tensor'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import lossWgsl from '../../../../shaders/loss/softmax_mean_squared_error.wgsl?raw'

export const softmaxMeanSquaredError = defineKernel({
  label: 'loss/softmax_mean_squared_error',
  wgsl: lossWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', logits: 'read', labels: 'read', dLogits: 'write', logRows: 'write' },
  uniforms: { B: 'u32', C: 'u32', N: 'u32' },
  overrides: { WORKGROUP_SIZE: 16 },
  workgroups: ({ B }, { WORKGROUP_SIZE }) => [ceilDiv(B, WORKGROUP_SIZE), 1, 1],
  cost: ({ B, C, N }) => ({ flops: 12 * B * C, bytes: FLOAT_BYTES * B * (2 * N + 3) }),
})
