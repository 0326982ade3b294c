import { ceilDiv } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import backwardWgsl from '../../../../shaders/layer_norm/backward.wgsl?raw'
import forwardWgsl from '../../../../shaders/layer_norm/forward.wgsl?raw'
import parameterGradientsWgsl from '../../../../shaders/layer_norm/parameter_gradients.wgsl?raw'
import { quadsCost } from '../../operations/gpu/flat'
import type { GpuLayer } from '../gpu-layer'
import { FLOAT_BYTES, padded, resizeMatrix, type GpuTensor } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { LayerNormSpec } from '../../spec/model-spec'
import type { PackedParameter } from '../../operations/gpu/parameter-store'

export const layerNormForward = defineKernel({
  label: 'layer_norm/forward',
  wgsl: forwardWgsl,
  bindings: { x: 'read', gamma: 'read', beta: 'read', y: 'write', moments: 'write' },
  uniforms: { M: 'u32', F: 'u32', Q: 'u32', first: 'u32', epsilon: 'f32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 32 },
  workgroups: ({ M }, { WORKGROUP_SIZE }) => [ceilDiv(M, WORKGROUP_SIZE), 1, 1],
  cost: ({ M, Q }) => quadsCost(M * Q, { touched: 2, flops: 8 }),
})

export const layerNormBackward = defineKernel({
  label: 'layer_norm/backward',
  wgsl: backwardWgsl,
  bindings: { x: 'read', moments: 'read', gamma: 'read', dY: 'read', dX: 'write' },
  uniforms: { M: 'u32', F: 'u32', Q: 'u32', first: 'u32', first_d: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 32 },
  workgroups: ({ M }, { WORKGROUP_SIZE }) => [ceilDiv(M, WORKGROUP_SIZE), 1, 1],
  cost: ({ M, Q }) => quadsCost(M * Q, { touched: 3, flops: 14 }),
})

export const layerNormParameterGradients = defineKernel({
  label: 'layer_norm/parameter_gradients',
  wgsl: parameterGradientsWgsl,
  bindings: { x: 'read', moments: 'read', dY: 'read', dGamma: 'write', dBeta: 'write' },
  uniforms: { M: 'u32', Q: 'u32', first: 'u32', first_d: 'u32' },
  overrides: { WORKGROUP_SIZE: 32 },
  software: { WORKGROUP_SIZE: 32 },
  workgroups: ({ Q }, { WORKGROUP_SIZE }) => [ceilDiv(Q, WORKGROUP_SIZE), 1, 1],
  cost: ({ M, Q }) => quadsCost(M * Q, { touched: 2, flops: 5 }),
})

export function createLayerNorm(described: DescribedLayer, { epsilon }: LayerNormSpec): GpuLayer {
  const F = described.input.at(-1)!
  const N = padded(F)
  const Q = N / 4
  const perFeature = (tensor: string): PackedParameter => ({
    tensor,
    length: N,
    pack: (data) => resizeMatrix(data, [1, F], [1, N]),
    unpack: (packed) => resizeMatrix(packed, [1, N], [1, F]),
  })
  return {
    parameters: [perFeature('gamma'), perFeature('beta')],
    forward({ plan, parameter, gradient }, input) {
      const { rows: M, firstRow: first } = input
      const x = input.slice
      const gamma = parameter('gamma')
      const y = plan.arena.scratch(`${described.name}/output`, M * N * FLOAT_BYTES)
      const moments = plan.arena.scratch(`${described.name}/moments`, 2 * M * FLOAT_BYTES)
      plan.dispatch(layerNormForward, { x, gamma, beta: parameter('beta'), y, moments }, { M, F, Q, first, epsilon })
      const output: GpuTensor = { slice: y, firstRow: 0, rows: M, columns: N }
      return {
        output,
        sequence: described.input.length === 2 ? output : null,
        trace: {
          slices: [y],
          unpack: ([values]) => {
            const data = resizeMatrix(values!, [M, N], [M, F])
            return [{ layer: described.name, name: 'output', shape: described.output, data }]
          },
        },
        backward({ slice: dY, firstRow }, needsInput) {
          const rows = { M, Q, first, first_d: firstRow }
          plan.dispatch(layerNormParameterGradients, { x, moments, dY, dGamma: gradient('gamma'), dBeta: gradient('beta') }, rows)
          if (!needsInput) return null
          const dX = plan.arena.scratch('d_input', M * N * FLOAT_BYTES)
          plan.dispatch(layerNormBackward, { x, moments, gamma, dY, dX }, { ...rows, F })
          return { slice: dX, firstRow: 0, rows: M, columns: N }
        },
      }
    },
  }
}
