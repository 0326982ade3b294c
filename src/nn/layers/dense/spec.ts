import type { LayerDefinition } from '../../spec/definition'

export const denseDefinition: LayerDefinition<'dense'> = {
  type: 'dense',
  title: 'Dense',
  help: 'A weighted sum of all inputs for every unit; with softmax the sums become probabilities.',
  fields: {
    units: { kind: 'integer', min: 1, max: 1024, default: 10, help: 'Number of outputs.' },
    activation: { kind: 'choice', options: ['linear', 'softmax'], default: 'linear', help: 'softmax only in the last layer.' },
  },
  outputShape: (layer, input) => [...input.slice(0, -1), layer.units],
  parameters: (layer, input) => [
    { name: 'kernel', shape: [input.at(-1)!, layer.units], initializer: 'glorotUniform' },
    { name: 'bias', shape: [layer.units], initializer: 'zeros' },
  ],
  signals: (layer) => [{ name: 'output', symbol: 'y', range: layer.activation === 'softmax' ? 'probability' : 'state' }],
}
