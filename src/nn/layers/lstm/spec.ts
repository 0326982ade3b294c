import type { LayerDefinition } from '../../spec/definition'
import { lstmBiasInitializerOf, memorySpanField, unitForgetBiasField } from '../../spec/initializer-fields'
import type { LstmSpec } from '../../spec/model-spec'
import { recurrentFields, recurrentShapes } from '../recurrent/spec'

export const lstmDefinition: LayerDefinition<'lstm'> = {
  type: 'lstm',
  fields: {
    ...recurrentFields('Number of cells, each with its own three gates.'),
    unitForgetBias: unitForgetBiasField,
    memorySpan: memorySpanField,
  },
  ...recurrentShapes<LstmSpec>({
    blocks: 4,
    biasRows: 1,
    biasInitializer: lstmBiasInitializerOf,
    signals: [
      { name: 'i', symbol: 'i', role: 'gate' },
      { name: 'f', symbol: 'f', role: 'gate' },
      { name: 'o', symbol: 'o', role: 'gate' },
      { name: 'g', symbol: 'C̃', role: 'candidate' },
      { name: 'c', symbol: 'C', role: 'memory' },
      { name: 'h', symbol: 'h', role: 'state' },
    ],
    cell: {
      hidden: 'h',
      memory: 'c',
      equations: {
        sums: [
          { signal: 'i', block: 0, squash: 'sigmoid' },
          { signal: 'f', block: 1, squash: 'sigmoid' },
          { signal: 'o', block: 3, squash: 'sigmoid' },
          { signal: 'g', block: 2, squash: 'tanh' },
        ],
        products: [
          {
            signal: 'c',
            products: [
              [{ signal: 'f' }, { signal: 'c', time: 'before' }],
              [{ signal: 'i' }, { signal: 'g' }],
            ],
          },
          { signal: 'h', products: [[{ signal: 'o' }, { signal: 'c', as: 'tanh' }]] },
        ],
      },
    },
  }),
}
