import { SpecError } from '../../../core/errors'
import type { FeatureShape, LayerDefinition } from '../../spec/definition'
import { inWindow, letter, over, places } from '../../spec/formula'
import type { MaxPool1dSpec } from '../../spec/model-spec'
import { axesOf } from '../../spec/signals'

function outputShape({ size }: MaxPool1dSpec, input: FeatureShape, where: string): FeatureShape {
  const [steps = 0, features = 0] = input
  if (input.length !== 2) throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'sequence' } })
  if (size > steps) throw new SpecError({ where, field: 'size', value: size, allowed: { kind: 'inputLength', max: steps } })
  return [Math.floor(steps / size), features]
}

export const maxPool1dDefinition: LayerDefinition<'maxPool1d'> = {
  type: 'maxPool1d',
  fields: {
    size: { kind: 'integer', min: 2, max: 64, default: 2, help: 'Timesteps that become one; those left over at the end are dropped.' },
  },
  outputShape,
  parameters: () => [],
  signals(layer, input) {
    const shape = outputShape(layer, input, layer.type)
    return [{ name: 'output', symbol: 'y', role: 'output', shape, axes: axesOf(shape) }]
  },
  formula: () => ({
    signal: 'output',
    left: letter('y', places('t')),
    right: over('max', places('k'), letter('x', inWindow('t', 'k', false))),
    notes: ['window'],
  }),
  window: ({ size }) => ({ size, stride: size, before: 0 }),
  masking: 'refuses',
}
