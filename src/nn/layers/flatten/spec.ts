import { SpecError } from '../../../core/errors'
import { elementCount } from '../../../core/tensor'
import type { LayerDefinition } from '../../spec/definition'

export const flattenDefinition: LayerDefinition<'flatten'> = {
  type: 'flatten',
  fields: {
    within: {
      kind: 'choice',
      options: ['example', 'step'],
      default: 'example',
      help: 'Everything becomes one vector, or every row of a picture does: a timestep for the layers behind.',
    },
  },
  outputShape({ within }, input, where) {
    if (within === 'step') {
      const [height, width, channels] = input
      if (height === undefined || width === undefined || channels === undefined) {
        throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'picture' } })
      }
      return [height, width * channels]
    }
    if (input.length < 2) {
      throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'sequenceOrPicture' } })
    }
    return [elementCount(input)]
  },
  parameters: () => [],
  signals: () => [],
  masking: 'refuses',
}
