import type { LayerDefinition } from '../../spec/definition'
import type { GruSpec } from '../../spec/model-spec'
import { recurrentFields, recurrentShapes } from '../recurrent/spec'

/** Keras's GRU with `reset_after`: a second bias, added inside the product that the reset gate scales. */
export const gruDefinition: LayerDefinition<'gru'> = {
  type: 'gru',
  fields: recurrentFields('Number of hidden units, each with its own two gates.'),
  ...recurrentShapes<GruSpec>({
    blocks: 3,
    biasRows: 2,
    biasInitializer: () => 'zeros',
    signals: [
      { name: 'z', symbol: 'z', role: 'gate' },
      { name: 'r', symbol: 'r', role: 'gate' },
      { name: 'n', symbol: 'h̃', role: 'candidate' },
      { name: 'h', symbol: 'h', role: 'state' },
    ],
    cell: {
      hidden: 'h',
      memory: null,
      equations: {
        sums: [
          { signal: 'z', block: 0, squash: 'sigmoid' },
          { signal: 'r', block: 1, squash: 'sigmoid' },
          { signal: 'n', block: 2, squash: 'tanh', resetBy: 'r' },
        ],
        products: [
          {
            signal: 'h',
            products: [
              [{ signal: 'z' }, { signal: 'h', time: 'before' }],
              [{ signal: 'z', as: 'complement' }, { signal: 'n' }],
            ],
          },
        ],
      },
    },
  }),
}
