import { DIGITS } from '../../../core/task'
import type { LayerDefinition, SignalDeclaration } from '../../spec/definition'
import { kernelInitializerField, kernelInitializerOf } from '../../spec/initializer-fields'
import type { Activation } from '../../spec/model-spec'

const outputRanges = { linear: 'state', relu: 'activation', softmax: 'probability' } as const satisfies Record<
  Activation,
  SignalDeclaration['range']
>

export const denseDefinition: LayerDefinition<'dense'> = {
  type: 'dense',
  title: 'Dense',
  help: 'A weighted sum of all inputs for every unit; with softmax the sums become probabilities.',
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
  signals: (layer) => [{ name: 'output', symbol: 'y', range: outputRanges[layer.activation] }],
  masking: 'passes',
}
