import activationsWgsl from '../../../../shaders/common/activations.wgsl?raw'
import backwardWgsl from '../../../../shaders/rnn/backward_step.wgsl?raw'
import forwardMainWgsl from '../../../../shaders/rnn/forward_main.wgsl?raw'
import forwardMainQuadsWgsl from '../../../../shaders/rnn/forward_main_quads.wgsl?raw'
import forwardRowWgsl from '../../../../shaders/rnn/forward_row.wgsl?raw'
import forwardWgsl from '../../../../shaders/rnn/forward_step.wgsl?raw'
import type { GpuLayer } from '../gpu-layer'
import { padded } from '../../operations/gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { RnnSpec } from '../../spec/model-spec'
import { blockParameter, createRecurrent, type GpuCellKind } from '../recurrent/gpu'
import { defineBackwardStep, defineForwardStep } from '../recurrent/step'
import { recurrentTrials } from '../recurrent/trials'

export const rnnForward = defineForwardStep(
  {
    label: 'rnn/forward_step',
    wgsl: forwardWgsl,
    includes: [activationsWgsl],
    bindings: { recurrentKernel: 'read', mask: 'read', clamps: 'read', sums: 'read', h: 'write' },
    blocks: 1,
  },
  { registers: forwardMainWgsl, quads: forwardMainQuadsWgsl, rows: [16, 4, 1], units: 4, large: null, single: null, row: forwardRowWgsl },
)

export const rnnBackward = defineBackwardStep({
  label: 'rnn/backward_step',
  wgsl: backwardWgsl,
  bindings: { recurrentKernel: 'read', h: 'read', dOutput: 'read', mask: 'read', clamps: 'read', sums: 'write', dHidden: 'write' },
  blocks: 1,
})

const rnnCell: GpuCellKind = {
  blocks: 1,
  parameters: (features, units) => [
    blockParameter('kernel', 1, units, features, padded(features)),
    blockParameter('recurrent_kernel', 1, units, units, padded(units)),
    blockParameter('bias', 1, units, 1, 1),
  ],
  begin: ({ plan, sums, h, storedH, recurrentKernel, mask, use, clamps }) => ({
    recurrentSums: sums,
    forward: (steps) => rnnForward.of(use).record(plan, { recurrentKernel, mask, clamps, sums, h, storedH }, steps),
    backward(steps, dOutput, dHidden) {
      rnnBackward.of(use).record(plan, { recurrentKernel, h, dOutput, mask, clamps, sums, dHidden }, steps)
    },
    stateGradients: () => [],
    trace: { slices: [], unpack: () => [] },
  }),
}

export function createRnn(described: DescribedLayer, layer: RnnSpec): GpuLayer {
  return createRecurrent(described, layer, rnnCell)
}

export const rnnTrials = recurrentTrials(rnnForward, rnnBackward)
