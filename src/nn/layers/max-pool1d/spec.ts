import { SpecError } from '../../../core/errors'
import type { LayerDefinition } from '../../spec/definition'

export const maxPool1dDefinition: LayerDefinition<'maxPool1d'> = {
  type: 'maxPool1d',
  title: 'MaxPooling1D',
  help: 'Keeps the largest value of each feature in every few timesteps.',
  fields: {
    size: { kind: 'integer', min: 2, max: 64, default: 2, help: 'Timesteps that become one; those left over at the end are dropped.' },
  },
  outputShape({ size }, input, where) {
    const [steps = 0, features = 0] = input
    if (input.length !== 2) throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'sequence' } })
    if (size > steps) throw new SpecError({ where, field: 'size', value: size, allowed: { kind: 'inputLength', max: steps } })
    return [Math.floor(steps / size), features]
  },
  parameters: () => [],
  signals: () => [{ name: 'output', symbol: 'y', range: 'state' }],
  window: ({ size }) => ({ size, stride: size, before: 0 }),
  masking: 'refuses',
}
