import { SpecError } from '../../../core/errors'
import { elementCount } from '../../../core/tensor'
import type { LayerDefinition } from '../../spec/definition'

export const flattenDefinition: LayerDefinition<'flatten'> = {
  type: 'flatten',
  fields: {},
  outputShape(_layer, input, where) {
    if (input.length < 2) {
      throw new SpecError({ where, field: 'input', value: input, allowed: { kind: 'sequenceOrPicture' } })
    }
    return [elementCount(input)]
  },
  parameters: () => [],
  signals: () => [],
  masking: 'refuses',
}
