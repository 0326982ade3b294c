import { dropoutStream, dropoutThreshold } from '../../../core/dropout'
import { defineKernel } from '../../../gpu/kernel'
import clockWgsl from '../../../../shaders/common/clock.wgsl?raw'
import randomWgsl from '../../../../shaders/common/random.wgsl?raw'
import dropoutWgsl from '../../../../shaders/dropout/dropout.wgsl?raw'
import { flatGrid, flatWorkgroups, quadsCost } from '../../operations/gpu/flat'
import type { GpuLayer, TraceSource } from '../gpu-layer'
import { FLOAT_BYTES, type GpuTensor } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { DropoutSpec } from '../../spec/model-spec'

export const dropout = defineKernel({
  label: 'dropout/dropout',
  wgsl: dropoutWgsl,
  includes: [clockWgsl, randomWgsl],
  bindings: { clock: 'read', x: 'read', out: 'write' },
  uniforms: { size: 'u32', row: 'u32', B: 'u32', P: 'u32', Q: 'u32', first: 'u32', threshold: 'u32', stream: 'u32', scale: 'f32' },
  overrides: { WORKGROUP_SIZE: 64 },
  workgroups: (grid, { WORKGROUP_SIZE }) => flatWorkgroups(grid, WORKGROUP_SIZE),
  cost: ({ size }) => quadsCost(size, { touched: 2, flops: 1 }),
})

const NOTHING_TO_TRACE: TraceSource = { slices: [], unpack: () => [] }

/** Without a clock nothing is dropped, and nothing is dispatched either. */
export function createDropout(described: DescribedLayer, { rate }: DropoutSpec): GpuLayer {
  const isSequence = described.input.length === 2
  return {
    parameters: [],
    forward({ plan, batch, index, clock }, input) {
      const draw = (x: GpuTensor, label: string): GpuTensor => {
        if (clock === null) return x
        const { rows, columns } = x
        const out = plan.arena.scratch(`${described.name}/${label}`, rows * columns * FLOAT_BYTES)
        plan.dispatch(
          dropout,
          { clock, x: x.slice, out },
          {
            ...flatGrid((rows * columns) / 4),
            B: batch,
            P: rows / batch,
            Q: columns / 4,
            first: (x.firstRow * columns) / 4,
            threshold: dropoutThreshold(rate),
            stream: dropoutStream(index),
            scale: 1 / (1 - rate),
          },
        )
        return { slice: out, firstRow: 0, rows, columns }
      }
      const output = draw(input, 'output')
      return {
        output,
        sequence: isSequence ? output : null,
        trace: NOTHING_TO_TRACE,
        backward: (dOutput, needsInput) => (needsInput ? draw(dOutput, 'd_input') : null),
      }
    },
  }
}
