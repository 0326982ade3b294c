import { convolutionFields, convolutionParameters, convolutionShape, convolutionSignals, convolutionWindow } from '../../spec/convolution'
import type { LayerDefinition } from '../../spec/definition'

export const conv2dDefinition: LayerDefinition<'conv2d'> = {
  type: 'conv2d',
  title: 'Conv2D',
  help: 'Filters slide over the picture and tell where their pattern is.',
  fields: convolutionFields,
  outputShape(layer, input, where) {
    const { outHeight, outWidth, filters } = convolutionShape(layer, input, where)
    return [outHeight, outWidth, filters]
  },
  parameters: (layer, input) => convolutionParameters(layer, convolutionShape(layer, input, layer.type)),
  signals: convolutionSignals,
  window: (layer, input) => convolutionWindow(layer, convolutionShape(layer, input, layer.type)),
  masking: 'refuses',
}
