import type { StepReport } from '../../engine'

/** What a step of a network that makes something came to: the mean loss, what was guessed rightly, and how much was judged. */
export interface StepTally {
  readonly loss: number
  readonly correct: number
  readonly examples: number
}

export function reportOf(firstStep: number, { loss, correct, examples }: StepTally): StepReport {
  return {
    firstStep,
    losses: Float32Array.of(loss),
    correct: Uint32Array.of(Math.round(correct)),
    examples: Uint32Array.of(examples),
  }
}
