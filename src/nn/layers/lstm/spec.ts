import { SpecError } from '../../../core/errors'
import { formatShape } from '../../../core/tensor'
import type { LayerDefinition } from '../../spec/definition'

export const lstmDefinition: LayerDefinition<'lstm'> = {
  type: 'lstm',
  title: 'LSTM',
  help: 'Reads the sequence step by step; input, forget and output gates decide what its cell takes in, keeps and shows.',
  fields: {
    units: { kind: 'integer', min: 1, max: 1024, default: 128, help: 'Number of cells, each with its own three gates.' },
    returnSequences: {
      kind: 'boolean',
      default: false,
      help: 'Hand on the hidden state of every timestep instead of the last one.',
    },
  },
  outputShape(layer, input, where) {
    if (input.length !== 2) {
      throw new SpecError({ where, field: 'input', value: formatShape(input), allowed: 'a sequence [T,F]' })
    }
    return layer.returnSequences ? [input[0]!, layer.units] : [layer.units]
  },
  parameters(layer, input) {
    const features = input[1]!
    return [
      { name: 'kernel', shape: [features, 4 * layer.units], initializer: 'glorotUniform' },
      { name: 'recurrent_kernel', shape: [layer.units, 4 * layer.units], initializer: 'orthogonal' },
      { name: 'bias', shape: [4 * layer.units], initializer: 'lstmBias' },
    ]
  },
  signals: () => [
    { name: 'i', symbol: 'i', range: 'gate' },
    { name: 'f', symbol: 'f', range: 'gate' },
    { name: 'o', symbol: 'o', range: 'gate' },
    { name: 'g', symbol: 'C̃', range: 'state' },
    { name: 'c', symbol: 'C', range: 'state' },
    { name: 'h', symbol: 'h', range: 'state' },
  ],
}
