import { SpecError } from '../../../core/errors'
import type { OptimizerSpec } from '../../engine'

export type AdamSpec = Extract<OptimizerSpec, { type: 'adam' }>

/** Keras's defaults. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

/** The specification with nothing left out. @throws SpecError for a value that cannot train */
export function resolveAdam(spec: AdamSpec): Required<AdamSpec> {
  const settings = { ...adamDefaults, ...spec }
  requireRange('learningRate', settings.learningRate, 'at least 0', settings.learningRate >= 0)
  requireRange('beta1', settings.beta1, 'at least 0 and below 1', settings.beta1 >= 0 && settings.beta1 < 1)
  requireRange('beta2', settings.beta2, 'at least 0 and below 1', settings.beta2 >= 0 && settings.beta2 < 1)
  requireRange('epsilon', settings.epsilon, 'above 0', settings.epsilon > 0)
  return settings
}

function requireRange(field: string, value: number, allowed: string, fits: boolean): void {
  if (!fits || !Number.isFinite(value)) throw new SpecError({ where: 'adam', field, value, allowed })
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
