import {
  convolutionFields,
  convolutionFormula,
  convolutionParameters,
  convolutionShape,
  convolutionSignals,
  convolutionWindow,
} from '../../spec/convolution'
import type { FeatureShape, LayerDefinition } from '../../spec/definition'
import { inWindow, letter, list, places } from '../../spec/formula'
import type { Conv1dSpec } from '../../spec/model-spec'

function outputShape(layer: Conv1dSpec, input: FeatureShape, where: string): FeatureShape {
  const { outWidth, sequences, filters } = convolutionShape(layer, input, where)
  return layer.within === 'step' ? [sequences, outWidth * filters] : [outWidth, filters]
}

export const conv1dDefinition: LayerDefinition<'conv1d'> = {
  type: 'conv1d',
  fields: {
    ...convolutionFields,
    within: {
      kind: 'choice',
      options: ['sequence', 'step'],
      default: 'sequence',
      help: 'sequence: over the timesteps; step: the features of each timestep are a sequence of their own.',
    },
  },
  outputShape,
  parameters: (layer, input) => convolutionParameters(layer, convolutionShape(layer, input, layer.type)),
  signals: (layer, input) => convolutionSignals(layer, outputShape(layer, input, layer.type)),
  formula(layer) {
    const isPadded = layer.padding === 'same'
    if (layer.within === 'sequence') {
      return convolutionFormula(layer, { output: places('t'), window: places('k'), input: inWindow('t', 'k', isPadded) })
    }
    const input = list(letter('t'), inWindow('n', 'k', isPadded))
    const formula = convolutionFormula(layer, { output: places('t', 'n'), window: places('k'), input })
    return { ...formula, notes: [...formula.notes, 'inStep'] }
  },
  window: (layer, input) => (layer.within === 'step' ? null : convolutionWindow(layer, convolutionShape(layer, input, layer.type))),
  masking: ({ within }) => (within === 'step' ? 'passes' : 'refuses'),
}
