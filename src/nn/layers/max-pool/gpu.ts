import { ceilDiv, elementCount } from '../../../core/tensor'
import { defineKernel } from '../../../gpu/kernel'
import backwardWgsl from '../../../../shaders/max_pool/backward.wgsl?raw'
import forwardWgsl from '../../../../shaders/max_pool/forward.wgsl?raw'
import type { DescribedLayer } from '../../spec/describe'
import type { MaxPool1dSpec, MaxPool2dSpec } from '../../spec/model-spec'
import type { GpuLayer } from '../gpu-layer'
import { FLOAT_BYTES, QUAD_BYTES, type GpuTensor } from '../../operations/gpu/tensor'
import { outputTrace } from '../gpu-trace-output'

export const maxPoolForward = defineKernel({
  label: 'max_pool/forward',
  wgsl: forwardWgsl,
  bindings: { x: 'read', output: 'write' },
  uniforms: { quads: 'u32', width: 'u32', out_width: 'u32', out_height: 'u32', size_y: 'u32', size_x: 'u32', first: 'u32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ quads, out_width, out_height }, { WORKGROUP_SIZE }) => [ceilDiv(quads, WORKGROUP_SIZE), out_width * out_height, 1],
  cost: ({ quads, out_width, out_height, size_y, size_x }) => ({
    flops: 0,
    bytes: QUAD_BYTES * quads * out_width * out_height * (size_y * size_x + 1),
  }),
})

export const maxPoolBackward = defineKernel({
  label: 'max_pool/backward',
  wgsl: backwardWgsl,
  bindings: { x: 'read', dOutput: 'read', dX: 'write' },
  uniforms: {
    quads: 'u32',
    width: 'u32',
    out_width: 'u32',
    out_height: 'u32',
    size_y: 'u32',
    size_x: 'u32',
    first: 'u32',
    d_first: 'u32',
  },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: ({ quads, out_width, out_height }, { WORKGROUP_SIZE }) => [ceilDiv(quads, WORKGROUP_SIZE), out_width * out_height, 1],
  cost: ({ quads, out_width, out_height, size_y, size_x }) => ({
    flops: 0,
    bytes: QUAD_BYTES * quads * out_width * out_height * (2 * size_y * size_x + 1),
  }),
})

/** Max pooling in one or two dimensions. */
export function createMaxPool(described: DescribedLayer, layer: MaxPool1dSpec | MaxPool2dSpec): GpuLayer {
  const isFlat = layer.type === 'maxPool1d'
  const [, width = 0] = isFlat ? [1, ...described.input] : described.input
  const [outHeight = 0, outWidth = 0] = isFlat ? [1, ...described.output] : described.output
  const isCovered = elementCount(described.input) === elementCount(described.output) * (isFlat ? 1 : layer.size) * layer.size
  const sizes = { width, out_width: outWidth, out_height: outHeight, size_y: isFlat ? 1 : layer.size, size_x: layer.size }
  return {
    parameters: [],
    forward({ plan, batch }, input) {
      const { columns } = input
      const quads = (batch * columns) / 4
      const rows = outHeight * outWidth * batch
      const slice = plan.arena.scratch(`${described.name}/output`, rows * columns * FLOAT_BYTES)
      const first = (input.firstRow * columns) / 4
      plan.dispatch(maxPoolForward, { x: input.slice, output: slice }, { ...sizes, quads, first })
      const output: GpuTensor = { slice, firstRow: 0, rows, columns }
      return {
        output,
        sequence: isFlat ? output : null,
        trace: outputTrace(described, output),
        backward(dOutput, needsInput) {
          if (!needsInput) return null
          const bytes = elementCount(described.input.slice(0, -1)) * batch * columns * FLOAT_BYTES
          const label = `${described.name}/d_input`
          // What is left over beside the squares is never written and must be 0.
          const dX = isCovered ? plan.arena.scratch(label, bytes) : plan.arena.allocate(label, bytes)
          const uniforms = { ...sizes, quads, first, d_first: (dOutput.firstRow * columns) / 4 }
          plan.dispatch(maxPoolBackward, { x: input.slice, dOutput: dOutput.slice, dX }, uniforms)
          return { slice: dX, firstRow: 0, rows: input.rows, columns }
        },
      }
    },
  }
}
