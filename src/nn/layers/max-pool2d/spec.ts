import { SpecError } from '../../../core/errors'
import type { LayerDefinition } from '../../spec/definition'

export const maxPool2dDefinition: LayerDefinition<'maxPool2d'> = {
  type: 'maxPool2d',
  title: 'MaxPooling2D',
  help: 'Keeps the largest value of each channel in every small square.',
  fields: {
    size: { kind: 'integer', min: 2, max: 28, default: 2, help: 'Side of a square; rows and columns left over at the end are dropped.' },
  },
  outputShape({ size }, input, where) {
    const [height = 0, width = 0, channels = 0] = input
    if (input.length !== 3) throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'picture' } })
    const side = Math.min(height, width)
    if (size > side) throw new SpecError({ where, field: 'size', value: size, allowed: { kind: 'inputSide', max: side } })
    return [Math.floor(height / size), Math.floor(width / size), channels]
  },
  parameters: () => [],
  signals: () => [{ name: 'output', symbol: 'y', range: 'state' }],
  window: ({ size }) => ({ size, stride: size, before: 0 }),
  masking: 'refuses',
}
