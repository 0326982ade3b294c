import { defineKernel } from '../../../gpu/kernel'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import gradientDescentWgsl from '../../../../shaders/optimizer/gradient_descent.wgsl?raw'
import momentumWgsl from '../../../../shaders/optimizer/momentum.wgsl?raw'
import { flatGrid, flatWorkgroups, quadsCost } from '../../operations/gpu/flat'
import type { GpuUpdate } from '../gpu-optimizer'
import type { ResolvedOptimizer } from '../definition'

export const gradientDescent = defineKernel({
  label: 'optimizer/gradient_descent',
  wgsl: gradientDescentWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', gradients: 'read', parameters: 'write' },
  uniforms: { size: 'u32', row: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 3, flops: 2 }),
})

export const momentumDescent = defineKernel({
  label: 'optimizer/momentum',
  wgsl: momentumWgsl,
  includes: [clockWgsl],
  bindings: { clock: 'read', gradients: 'read', parameters: 'write', moved: 'write' },
  uniforms: { size: 'u32', row: 'u32', momentum: 'f32', nesterov: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 5, flops: 4 }),
})

export function sgdUpdate({ momentum, nesterov }: ResolvedOptimizer<'sgd'>): GpuUpdate {
  return (plan, { clock, gradients, parameters, slot, size }) => {
    const grid = flatGrid(size)
    if (momentum === 0) {
      plan.dispatch(gradientDescent, { clock, gradients, parameters }, grid)
    } else {
      const buffers = { clock, gradients, parameters, moved: slot('momentum') }
      plan.dispatch(momentumDescent, buffers, { ...grid, momentum, nesterov: Number(nesterov) })
    }
  }
}
