import type { LayerDefinition } from '../../spec/definition'

export const layerNormDefinition: LayerDefinition<'layerNorm'> = {
  type: 'layerNorm',
  title: 'LayerNormalization',
  help: 'Shifts and scales the features of every timestep to mean 0 and variance 1, then by two learnt factors per feature.',
  fields: {
    epsilon: { kind: 'number', min: 1e-12, below: 1, default: 1e-3, help: 'Added to the variance, so that it is never zero.' },
  },
  outputShape: (_layer, input) => input,
  parameters: (_layer, input) => [
    { name: 'gamma', shape: [input.at(-1)!], initializer: 'ones' },
    { name: 'beta', shape: [input.at(-1)!], initializer: 'zeros' },
  ],
  signals: () => [{ name: 'output', symbol: 'y', range: 'state' }],
  masking: 'passes',
}
