import { convolutionFields, convolutionParameters, convolutionShape, convolutionSignals, convolutionWindow } from '../../spec/convolution'
import type { LayerDefinition } from '../../spec/definition'

export const conv1dDefinition: LayerDefinition<'conv1d'> = {
  type: 'conv1d',
  title: 'Conv1D',
  help: 'Filters slide along the sequence, or inside each timestep along its features, and tell where their pattern is.',
  fields: {
    ...convolutionFields,
    within: {
      kind: 'choice',
      options: ['sequence', 'step'],
      default: 'sequence',
      help: 'sequence: over the timesteps; step: the features of each timestep are a sequence of their own.',
    },
  },
  outputShape(layer, input, where) {
    const { outWidth, sequences, filters } = convolutionShape(layer, input, where)
    return layer.within === 'step' ? [sequences, outWidth * filters] : [outWidth, filters]
  },
  parameters: (layer, input) => convolutionParameters(layer, convolutionShape(layer, input, layer.type)),
  signals: convolutionSignals,
  window: (layer, input) => (layer.within === 'step' ? null : convolutionWindow(layer, convolutionShape(layer, input, layer.type))),
  masking: ({ within }) => (within === 'step' ? 'passes' : 'refuses'),
}
