import type { LayerDefinition } from '../../spec/definition'
import { recurrentFields, recurrentShapes } from '../recurrent/spec'

export const lstmDefinition: LayerDefinition<'lstm'> = {
  type: 'lstm',
  title: 'LSTM',
  help: 'Reads the sequence step by step; input, forget and output gates decide what its cell takes in, keeps and shows.',
  fields: recurrentFields('Number of cells, each with its own three gates.'),
  ...recurrentShapes({ blocks: 4, biasRows: 1, biasInitializer: 'lstmBias' }),
  signals: () => [
    { name: 'i', symbol: 'i', range: 'gate' },
    { name: 'f', symbol: 'f', range: 'gate' },
    { name: 'o', symbol: 'o', range: 'gate' },
    { name: 'g', symbol: 'C̃', range: 'state' },
    { name: 'c', symbol: 'C', range: 'state' },
    { name: 'h', symbol: 'h', range: 'state' },
  ],
}
