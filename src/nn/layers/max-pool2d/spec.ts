import { DIGITS } from '../../../core/task'
import { SpecError } from '../../../core/errors'
import { formatShape } from '../../../core/tensor'
import type { LayerDefinition } from '../../spec/definition'

export const maxPool2dDefinition: LayerDefinition<'maxPool2d'> = {
  type: 'maxPool2d',
  title: 'MaxPooling2D',
  help: 'Keeps the largest value of each channel in every small square.',
  fields: {
    size: {
      kind: 'integer',
      min: 2,
      max: DIGITS.input.width,
      default: 2,
      help: 'Side of a square; rows and columns left over at the end are dropped.',
    },
  },
  outputShape({ size }, input, where) {
    const [height = 0, width = 0, channels = 0] = input
    if (input.length !== 3) throw new SpecError({ where, field: 'input', value: formatShape(input), allowed: 'a picture [H,W,C]' })
    const side = Math.min(height, width)
    if (size > side) throw new SpecError({ where, field: 'size', value: size, allowed: `at most ${side}, the side of its input` })
    return [Math.floor(height / size), Math.floor(width / size), channels]
  },
  parameters: () => [],
  signals: () => [{ name: 'output', symbol: 'y', range: 'state' }],
  window: ({ size }) => ({ size, stride: size, before: 0 }),
  masking: 'refuses',
}
