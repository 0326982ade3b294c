import { DIGITS } from '../../../core/task'
import type { LayerDefinition, SignalDeclaration } from '../../spec/definition'
import { applied, letter, product, sum } from '../../spec/formula'
import { kernelInitializerField, kernelInitializerOf } from '../../spec/initializer-fields'
import type { Activation } from '../../spec/model-spec'
import { axesOf } from '../../spec/signals'

const outputRoles = { linear: 'output', relu: 'activation', softmax: 'probability' } as const satisfies Record<
  Activation,
  SignalDeclaration['role']
>

export const denseDefinition: LayerDefinition<'dense'> = {
  type: 'dense',
  fields: {
    units: { kind: 'integer', min: 1, max: 1024, default: DIGITS.classes.length, help: 'Number of outputs.' },
    activation: { kind: 'choice', options: ['linear', 'relu', 'softmax'], default: 'linear', help: 'softmax only in the last layer.' },
    kernelInitializer: kernelInitializerField,
  },
  outputShape: (layer, input) => [...input.slice(0, -1), layer.units],
  parameters: (layer, input) => [
    { name: 'kernel', shape: [input.at(-1)!, layer.units], initializer: kernelInitializerOf(layer) },
    { name: 'bias', shape: [layer.units], initializer: 'zeros' },
  ],
  signals: ({ units, activation }, input) => [
    {
      name: 'output',
      symbol: 'y',
      role: outputRoles[activation],
      shape: [...input.slice(0, -1), units],
      axes: [...axesOf(input).slice(0, -1), 'units'],
    },
  ],
  formula: () => ({
    signal: 'output',
    left: letter('y'),
    right: applied('φ', sum(product(letter('W'), letter('x')), letter('b'))),
    notes: ['weighted'],
  }),
  masking: 'passes',
}
