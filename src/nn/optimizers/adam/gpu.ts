import { defineKernel } from '../../../gpu/kernel'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import adamWgsl from '../../../../shaders/optimizer/adam.wgsl?raw'
import { flatGrid, flatWorkgroups, quadsCost } from '../../operations/gpu/flat'
import type { GpuUpdate } from '../gpu-optimizer'
import type { ResolvedOptimizer } from '../definition'

export const adam = defineKernel({
  label: 'optimizer/adam',
  wgsl: adamWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', gradients: 'read', parameters: 'write', firstMoment: 'write', secondMoment: 'write' },
  uniforms: { size: 'u32', row: 'u32', beta1: 'f32', beta2: 'f32', share1: 'f32', share2: 'f32', epsilon: 'f32', weight_decay: 'f32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 7, flops: 14 }),
})

export function adamUpdate(settings: ResolvedOptimizer<'adam' | 'adamw'>): GpuUpdate {
  const { beta1, beta2, epsilon } = settings
  const weightDecay = settings.type === 'adamw' ? settings.weightDecay : 0
  return (plan, { clock, gradients, parameters, slot, size }) => {
    plan.dispatch(
      adam,
      { clock, gradients, parameters, firstMoment: slot('m'), secondMoment: slot('v') },
      { ...flatGrid(size), beta1, beta2, share1: 1 - beta1, share2: 1 - beta2, epsilon, weight_decay: weightDecay },
    )
  }
}
