import { defineKernel } from '../../../gpu/kernel'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import rmspropWgsl from '../../../../shaders/optimizer/rmsprop.wgsl?raw'
import { flatGrid, flatWorkgroups, quadsCost } from '../../operations/gpu/flat'
import type { GpuUpdate } from '../gpu-optimizer'
import type { ResolvedOptimizer } from '../definition'

export const rmsprop = defineKernel({
  label: 'optimizer/rmsprop',
  wgsl: rmspropWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', gradients: 'read', parameters: 'write', secondMoment: 'write' },
  uniforms: { size: 'u32', row: 'u32', rho: 'f32', epsilon: 'f32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 5, flops: 9 }),
})

export function rmspropUpdate({ rho, epsilon }: ResolvedOptimizer<'rmsprop'>): GpuUpdate {
  return (plan, { clock, gradients, parameters, slot, size }) => {
    plan.dispatch(rmsprop, { clock, gradients, parameters, secondMoment: slot('v') }, { ...flatGrid(size), rho, epsilon })
  }
}
