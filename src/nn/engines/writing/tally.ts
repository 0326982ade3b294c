import { RESULT_VALUES } from '../../operations/cpu/arithmetic/mixture'
import type { Values } from '../../operations/cpu/primitives'
import type { WriterEvaluation } from '../../writing'
import type { StepTally } from '../generative/step-tally'

/** Sums over points. */
export interface WriterTally {
  readonly movement: number
  readonly pen: number
  readonly correct: number
  readonly points: number
}

export const NO_POINTS: WriterTally = { movement: 0, pen: 0, correct: 0, points: 0 }

/** With what was found out of more points: [n,4] nats of the movement and of the pen, and whether its likeliest state is the right one. */
export function withResults({ movement, pen, correct, points }: WriterTally, results: Values): WriterTally {
  for (let at = 0; at < results.length; at += RESULT_VALUES) {
    movement += results[at]!
    pen += results[at + 1]!
    correct += results[at + 2]!
  }
  return { movement, pen, correct, points }
}

/** Of both. */
export function joined(a: WriterTally, b: WriterTally): WriterTally {
  return {
    movement: a.movement + b.movement,
    pen: a.pen + b.pen,
    correct: a.correct + b.correct,
    points: a.points + b.points,
  }
}

export function meanNats({ movement, pen, points }: WriterTally): number {
  return (movement + pen) / Math.max(1, points)
}

export function stepTallyOf(tally: WriterTally): StepTally {
  return { loss: meanNats(tally), correct: tally.correct, examples: tally.points }
}

export function evaluationOf({ movement, pen, correct, points }: WriterTally): WriterEvaluation {
  const each = 1 / Math.max(1, points)
  return { loss: (movement + pen) * each, movement: movement * each, pen: pen * each, penAccuracy: correct * each, points }
}
