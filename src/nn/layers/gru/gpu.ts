import activationsWgsl from '../../../../shaders/common/activations.wgsl?raw'
import backwardWgsl from '../../../../shaders/gru/backward_step.wgsl?raw'
import forwardMainWgsl from '../../../../shaders/gru/forward_main.wgsl?raw'
import forwardMainQuadsWgsl from '../../../../shaders/gru/forward_main_quads.wgsl?raw'
import forwardRowWgsl from '../../../../shaders/gru/forward_row.wgsl?raw'
import forwardWgsl from '../../../../shaders/gru/forward_step.wgsl?raw'
import type { GpuLayer } from '../gpu-layer'
import { FLOAT_BYTES, padded, resizeMatrix } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { GruSpec } from '../../spec/model-spec'
import { biasStride, blockParameter, createRecurrent, type GpuCellKind } from '../recurrent/gpu'
import { defineBackwardStep, defineForwardStep } from '../recurrent/step'
import { recurrentTrials } from '../recurrent/trials'
import type { PackedParameter } from '../../operations/gpu/parameter-store'

/** Blocks of the gates in memory and in Keras's columns, in the order of the layer's signals. */
const GATES = ['z', 'r', 'n'] as const

export const gruForward = defineForwardStep(
  {
    label: 'gru/forward_step',
    wgsl: forwardWgsl,
    includes: [activationsWgsl],
    bindings: {
      recurrentKernel: 'read',
      recurrentBias: 'read',
      mask: 'read',
      clamps: 'read',
      gates: 'write',
      recurrent: 'write',
      h: 'write',
    },
    blocks: 3,
  },
  { registers: forwardMainWgsl, quads: forwardMainQuadsWgsl, rows: [8, 4, 1], units: 4, large: null, single: null, row: forwardRowWgsl },
)

export const gruBackward = defineBackwardStep({
  label: 'gru/backward_step',
  wgsl: backwardWgsl,
  bindings: {
    recurrentKernel: 'read',
    h: 'read',
    dOutput: 'read',
    mask: 'read',
    clamps: 'read',
    gates: 'write',
    recurrent: 'write',
    dHidden: 'write',
  },
  blocks: 3,
})

/** Two rows of three blocks, the second at a stride of its own: input's and state's. */
function biasParameter(units: number): PackedParameter {
  const columns = GATES.length * padded(units)
  const stride = biasStride(columns)
  return {
    tensor: 'bias',
    length: 2 * stride,
    pack(data) {
      const blocks = resizeMatrix(data, [2 * GATES.length, units], [2 * GATES.length, padded(units)])
      return resizeMatrix(blocks, [2, columns], [2, stride])
    },
    unpack(packed) {
      const blocks = resizeMatrix(packed, [2, stride], [2, columns])
      return resizeMatrix(blocks, [2 * GATES.length, padded(units)], [2 * GATES.length, units])
    },
  }
}

/**
 * Gates stand in blocks z | r | n, as in Keras: three do not fill a `vec4f`, and a fourth lane would cost a third more arithmetic. What
 * the state adds to the sums has memory of its own, because the reset gate stands between it and the block n.
 */
const gruCell: GpuCellKind = {
  blocks: GATES.length,
  parameters: (features, units) => [
    blockParameter('kernel', GATES.length, units, features, padded(features)),
    blockParameter('recurrent_kernel', GATES.length, units, units, padded(units)),
    biasParameter(units),
  ],
  begin({ plan, T, B, units, H, sums: gates, h, storedH, recurrentKernel, recurrentBias, mask, use, clamps }) {
    const recurrent = plan.arena.scratch('recurrent', T * B * GATES.length * H * FLOAT_BYTES)
    return {
      recurrentSums: recurrent,
      forward(steps) {
        gruForward.of(use).record(plan, { recurrentKernel, recurrentBias, mask, clamps, gates, recurrent, h, storedH }, steps)
      },
      backward(steps, dOutput, dHidden) {
        gruBackward.of(use).record(plan, { recurrentKernel, h, dOutput, mask, clamps, gates, recurrent, dHidden }, steps)
      },
      stateGradients: () => [],
      trace: {
        slices: [gates],
        unpack: ([copy]) =>
          GATES.map((name, place) => {
            const data = new Float32Array(T * B * units)
            for (let row = 0; row < T * B; row++) {
              const start = (row * GATES.length + place) * H
              data.set(copy!.subarray(start, start + units), row * units)
            }
            return { name, data }
          }),
      },
    }
  },
}

export function createGru(described: DescribedLayer, layer: GruSpec): GpuLayer {
  return createRecurrent(described, layer, gruCell)
}

export const gruTrials = recurrentTrials(gruForward, gruBackward)
