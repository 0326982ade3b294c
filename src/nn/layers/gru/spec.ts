import type { LayerDefinition } from '../../spec/definition'
import type { GruSpec } from '../../spec/model-spec'
import { recurrentFields, recurrentShapes } from '../recurrent/spec'

/** Keras's GRU with `reset_after`: a second bias, added inside the product that the reset gate scales. */
export const gruDefinition: LayerDefinition<'gru'> = {
  type: 'gru',
  title: 'GRU',
  help: 'Reads the sequence step by step; an update gate keeps the old state or takes the new one, a reset gate says how much of the old enters it.',
  fields: recurrentFields('Number of hidden units, each with its own two gates.'),
  ...recurrentShapes<GruSpec>({ blocks: 3, biasRows: 2, biasInitializer: () => 'zeros' }),
  signals: () => [
    { name: 'z', symbol: 'z', range: 'gate' },
    { name: 'r', symbol: 'r', range: 'gate' },
    { name: 'n', symbol: 'h̃', range: 'state' },
    { name: 'h', symbol: 'h', range: 'state' },
  ],
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
}
