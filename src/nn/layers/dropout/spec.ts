import type { LayerDefinition } from '../../spec/definition'

export const dropoutDefinition: LayerDefinition<'dropout'> = {
  type: 'dropout',
  fields: {
    rate: { kind: 'number', min: 0, below: 1, default: 0.5, help: 'Share of values set to zero in training.' },
  },
  outputShape: (_layer, input) => input,
  parameters: () => [],
  signals: () => [],
  masking: 'passes',
}
