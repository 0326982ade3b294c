import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import adamWgsl from '../../../../shaders/optimizer/adam.wgsl?raw'

/** WebGPU dispatches at most 65,535 workgroups along one dimension; larger sets go on in rows of this many threads. */
export const ADAM_ROW = 1 << 20

export const adam = defineKernel({
  label: 'optimizer/adam',
  wgsl: adamWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', gradients: 'read', parameters: 'write', firstMoment: 'write', secondMoment: 'write' },
  uniforms: { size: 'u32', row: 'u32', beta1: 'f32', beta2: 'f32', epsilon: 'f32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ size, row }, { WORKGROUP_SIZE }) => [ceilDiv(Math.min(size, row), WORKGROUP_SIZE), ceilDiv(size, row), 1],
})
