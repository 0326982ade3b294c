import { defineKernel } from '../../../gpu/kernel'
import activationsWgsl from '../../../../shaders/common/activations.wgsl?raw'
import backwardWgsl from '../../../../shaders/rnn/backward_step.wgsl?raw'
import forwardWgsl from '../../../../shaders/rnn/forward_step.wgsl?raw'
import type { GpuLayer } from '../../gpu/layer'
import { padded } from '../../gpu/tensor'
import type { DescribedLayer } from '../../spec/describe'
import type { RnnSpec } from '../../spec/model-spec'
import { backwardStep, blockParameter, createRecurrent, forwardStep, type GpuCellKind } from '../recurrent/gpu'

export const rnnForwardStep = defineKernel({
  label: 'rnn/forward_step',
  wgsl: forwardWgsl,
  includes: [activationsWgsl],
  bindings: { recurrentKernel: 'read', mask: 'read', sums: 'read', h: 'write' },
  ...forwardStep,
})

export const rnnBackwardStep = defineKernel({
  label: 'rnn/backward_step',
  wgsl: backwardWgsl,
  bindings: { recurrentKernel: 'read', h: 'read', dOutput: 'read', mask: 'read', sums: 'write', dHidden: 'write' },
  ...backwardStep,
})

const rnnCell: GpuCellKind = {
  blocks: 1,
  parameters: (features, units) => [
    blockParameter('kernel', 1, units, features, padded(features)),
    blockParameter('recurrent_kernel', 1, units, units, padded(units)),
    blockParameter('bias', 1, units, 1, 1),
  ],
  begin: ({ plan, sums, h, recurrentKernel, mask }) => ({
    recurrentSums: sums,
    forward: (step) => plan.dispatch(rnnForwardStep, { recurrentKernel, mask, sums, h }, step),
    backward: (step, dOutput, dHidden) => plan.dispatch(rnnBackwardStep, { recurrentKernel, h, dOutput, mask, sums, dHidden }, step),
    trace: { slices: [], unpack: () => [] },
  }),
}

export function createRnn(described: DescribedLayer, layer: RnnSpec): GpuLayer {
  return createRecurrent(described, layer, rnnCell)
}
