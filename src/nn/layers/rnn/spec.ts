import type { LayerDefinition } from '../../spec/definition'
import type { RnnSpec } from '../../spec/model-spec'
import { recurrentFields, recurrentShapes } from '../recurrent/spec'

export const rnnDefinition: LayerDefinition<'rnn'> = {
  type: 'rnn',
  fields: recurrentFields('Number of hidden units.'),
  ...recurrentShapes<RnnSpec>({
    blocks: 1,
    biasRows: 1,
    biasInitializer: () => 'zeros',
    signals: [{ name: 'h', symbol: 'h', role: 'state' }],
    cell: {
      hidden: 'h',
      memory: null,
      equations: { sums: [{ signal: 'h', block: 0, squash: 'tanh' }], products: [] },
    },
  }),
}
