import type { LayerDefinition } from '../../spec/definition'
import type { RnnSpec } from '../../spec/model-spec'
import { recurrentFields, recurrentShapes } from '../recurrent/spec'

export const rnnDefinition: LayerDefinition<'rnn'> = {
  type: 'rnn',
  title: 'SimpleRNN',
  help: 'Reads the sequence step by step and mixes what it sees with its last state; no gate protects what it has read before.',
  fields: recurrentFields('Number of hidden units.'),
  ...recurrentShapes<RnnSpec>({ blocks: 1, biasRows: 1, biasInitializer: () => 'zeros' }),
  signals: () => [{ name: 'h', symbol: 'h', range: 'state' }],
  equations: { sums: [{ signal: 'h', block: 0, squash: 'tanh' }], products: [] },
}
