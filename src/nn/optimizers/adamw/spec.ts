import { adamFields } from '../adam/spec'
import type { OptimizerDefinition } from '../definition'

/** Adam's kernels with a decay; only this file is its own. */
export const adamwDefinition: OptimizerDefinition<'adamw'> = {
  type: 'adamw',
  formula: 'p ← p − ηλp, then a step of Adam',
  help: 'Adam that also pulls every parameter towards zero, by the same share however large its gradient is.',
  source:
    'Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2, as Keras’s AdamW computes it: the decay is multiplied by the learning rate of the step',
  fields: {
    ...adamFields,
    weightDecay: {
      kind: 'number',
      min: 0,
      below: 1,
      default: 0.004,
      help: 'Share of each parameter taken off per step, times the learning rate.',
    },
  },
  slots: () => ['m', 'v'],
}
