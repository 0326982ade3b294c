import type { RowsEvaluation } from '../../rows'
import type { StepTally } from '../generative/step-tally'

export interface RowsTally {
  /** [N] nats of every picture. */
  readonly nats: Float64Array
  /** Pixels whose likelier state is the right one. */
  readonly correct: number
}

export function meanNats({ nats }: RowsTally): number {
  return nats.reduce((sum, value) => sum + value, 0) / nats.length
}

/** @param pixels  of all pictures */
export function stepTallyOf(tally: RowsTally, pixels: number): StepTally {
  return { loss: meanNats(tally), correct: tally.correct, examples: pixels }
}

/** @param pixels  of all pictures */
export function evaluationOf(tally: RowsTally, pixels: number): RowsEvaluation {
  return { loss: meanNats(tally), nats: Float32Array.from(tally.nats), accuracy: tally.correct / pixels }
}
