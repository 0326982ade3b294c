import { clipNormField, type OptimizerDefinition } from '../definition'

export const rmspropDefinition: OptimizerDefinition<'rmsprop'> = {
  type: 'rmsprop',
  formula: 'v ← ρv + (1−ρ)g²,  p ← p − ηg / √(v + ε)',
  help: 'Divides each gradient by its own recent size, so that every parameter moves at about the same pace.',
  source: 'Tieleman & Hinton 2012, "Neural Networks for Machine Learning", lecture 6.5; ε inside the root as Keras’s RMSprop has it',
  fields: {
    rho: { kind: 'number', min: 0, below: 1, default: 0.9, help: 'How much of the mean square is kept from step to step.' },
    epsilon: { kind: 'number', min: 1e-12, below: 1, default: 1e-7, help: 'Added to the mean square, so that it is never zero.' },
    clipNorm: clipNormField,
  },
  slots: () => ['v'],
}
