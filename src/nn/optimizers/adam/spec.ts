import { clipNormField, type OptimizerDefinition } from '../definition'

/** Keras's defaults. */
export const adamFields = {
  beta1: { kind: 'number', min: 0, below: 1, default: 0.9, help: 'How much of the mean gradient is kept from step to step.' },
  beta2: { kind: 'number', min: 0, below: 1, default: 0.999, help: 'How much of the mean square is kept from step to step.' },
  epsilon: { kind: 'number', min: 1e-12, below: 1, default: 1e-7, help: 'Added to the uncorrected √v, so that it is never zero.' },
  clipNorm: clipNormField,
} as const satisfies OptimizerDefinition<'adam'>['fields']

export const adamDefinition: OptimizerDefinition<'adam'> = {
  type: 'adam',
  formula: 'm ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  p ← p − η·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)',
  help: 'Follows the mean of recent gradients, divided by their size: every parameter finds its own pace, and noise cancels out.',
  source: 'Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization", section 2 in its reordered form, as Keras’s Adam computes it',
  fields: adamFields,
  slots: () => ['m', 'v'],
}

/**
 * Learning rate of one step with both bias corrections: lr · √(1-β₂ᵗ) / (1-β₁ᵗ).
 *
 * @param step  optimizer steps including this one, so 1 for the first
 * Source: Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization", end of section 2; ε is then theirs "hat".
 */
export function adamRate(learningRate: number, { beta1, beta2 }: { readonly beta1: number; readonly beta2: number }, step: number): number {
  return (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step)
}
