import { DIGITS } from '../../../core/task'
import { SpecError } from '../../../core/errors'
import type { FeatureShape, LayerDefinition } from '../../spec/definition'
import { inWindow, letter, list, over, places } from '../../spec/formula'
import type { MaxPool2dSpec } from '../../spec/model-spec'
import { axesOf } from '../../spec/signals'

function outputShape({ size }: MaxPool2dSpec, input: FeatureShape, where: string): FeatureShape {
  const [height = 0, width = 0, channels = 0] = input
  if (input.length !== 3) throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'picture' } })
  const side = Math.min(height, width)
  if (size > side) throw new SpecError({ where, field: 'size', value: size, allowed: { kind: 'inputSide', max: side } })
  return [Math.floor(height / size), Math.floor(width / size), channels]
}

export const maxPool2dDefinition: LayerDefinition<'maxPool2d'> = {
  type: 'maxPool2d',
  fields: {
    size: {
      kind: 'integer',
      min: 2,
      max: DIGITS.input.width,
      default: 2,
      help: 'Side of a square; rows and columns left over at the end are dropped.',
    },
  },
  outputShape,
  parameters: () => [],
  signals(layer, input) {
    const shape = outputShape(layer, input, layer.type)
    return [{ name: 'output', symbol: 'y', role: 'output', shape, axes: axesOf(shape) }]
  },
  formula: () => ({
    signal: 'output',
    left: letter('y', places('m', 'n')),
    right: over('max', places('k', 'l'), letter('x', list(inWindow('m', 'k', false), inWindow('n', 'l', false)))),
    notes: ['window'],
  }),
  window: ({ size }) => ({ size, stride: size, before: 0 }),
  masking: 'refuses',
}
