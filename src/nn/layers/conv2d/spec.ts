import {
  convolutionFields,
  convolutionFormula,
  convolutionParameters,
  convolutionShape,
  convolutionSignals,
  convolutionWindow,
} from '../../spec/convolution'
import type { FeatureShape, LayerDefinition } from '../../spec/definition'
import { inWindow, list, places } from '../../spec/formula'
import type { Conv2dSpec } from '../../spec/model-spec'

function outputShape(layer: Conv2dSpec, input: FeatureShape, where: string): FeatureShape {
  const { outHeight, outWidth, filters } = convolutionShape(layer, input, where)
  return [outHeight, outWidth, filters]
}

export const conv2dDefinition: LayerDefinition<'conv2d'> = {
  type: 'conv2d',
  fields: convolutionFields,
  outputShape,
  parameters: (layer, input) => convolutionParameters(layer, convolutionShape(layer, input, layer.type)),
  signals: (layer, input) => convolutionSignals(layer, outputShape(layer, input, layer.type)),
  formula(layer) {
    const isPadded = layer.padding === 'same'
    const input = list(inWindow('m', 'k', isPadded), inWindow('n', 'l', isPadded))
    return convolutionFormula(layer, { output: places('m', 'n'), window: places('k', 'l'), input })
  },
  window: (layer, input) => convolutionWindow(layer, convolutionShape(layer, input, layer.type)),
  masking: 'refuses',
}
