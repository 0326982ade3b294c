import type { LayerDefinition } from '../../spec/definition'
import { difference, each, fraction, letter, root, square, sum } from '../../spec/formula'
import { axesOf } from '../../spec/signals'

export const layerNormDefinition: LayerDefinition<'layerNorm'> = {
  type: 'layerNorm',
  fields: {
    epsilon: { kind: 'number', min: 1e-12, below: 1, default: 1e-3, help: 'Added to the variance, so that it is never zero.' },
  },
  outputShape: (_layer, input) => input,
  parameters: (_layer, input) => [
    { name: 'gamma', shape: [input.at(-1)!], initializer: 'ones' },
    { name: 'beta', shape: [input.at(-1)!], initializer: 'zeros' },
  ],
  signals: (_layer, input) => [{ name: 'output', symbol: 'y', role: 'output', shape: input, axes: axesOf(input) }],
  formula: () => ({
    signal: 'output',
    left: letter('y'),
    right: sum(each(letter('γ'), fraction(difference(letter('x'), letter('μ')), root(sum(square(letter('σ')), letter('ε'))))), letter('β')),
    notes: ['norm'],
  }),
  masking: 'passes',
}
