import type { LayerDefinition } from '../../spec/definition'

export const dropoutDefinition: LayerDefinition<'dropout'> = {
  type: 'dropout',
  title: 'Dropout',
  help: 'Sets a random share of the values to zero in every training step and enlarges the others, so that no unit relies on a single other one; answers are given with all values.',
  fields: {
    rate: { kind: 'number', min: 0, below: 1, default: 0.5, help: 'Share of values set to zero in training.' },
  },
  outputShape: (_layer, input) => input,
  parameters: () => [],
  signals: () => [],
  masking: 'passes',
}
