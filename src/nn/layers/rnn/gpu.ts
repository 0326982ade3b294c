import { defineKernel, variant } from '../../../gpu/kernel'
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
  bindings: { recurrentKernel: 'read', mask: 'read', clamps: 'read', sums: 'read', h: 'write' },
  ...forwardStep,
})

export const rnnBackwardStep = defineKernel({
  label: 'rnn/backward_step',
  wgsl: backwardWgsl,
  bindings: { recurrentKernel: 'read', h: 'read', dOutput: 'read', mask: 'read', clamps: 'read', sums: 'write', dHidden: 'write' },
  ...backwardStep,
})

const clampedForward = variant(rnnForwardStep, { CLAMPED: 1 })
const tracedBackward = variant(rnnBackwardStep, { TRACED: 1 })

const rnnCell: GpuCellKind = {
  blocks: 1,
  parameters: (features, units) => [
    blockParameter('kernel', 1, units, features, padded(features)),
    blockParameter('recurrent_kernel', 1, units, units, padded(units)),
    blockParameter('bias', 1, units, 1, 1),
  ],
  begin: ({ plan, sums, h, recurrentKernel, mask, isOpened, clamps }) => ({
    recurrentSums: sums,
    forward: (step) => plan.dispatch(isOpened ? clampedForward : rnnForwardStep, { recurrentKernel, mask, clamps, sums, h }, step),
    backward(step, dOutput, dHidden) {
      const kernel = isOpened ? tracedBackward : rnnBackwardStep
      plan.dispatch(kernel, { recurrentKernel, h, dOutput, mask, clamps, sums, dHidden }, step)
    },
    stateGradients: () => [],
    trace: { slices: [], unpack: () => [] },
  }),
}

export function createRnn(described: DescribedLayer, layer: RnnSpec): GpuLayer {
  return createRecurrent(described, layer, rnnCell)
}
