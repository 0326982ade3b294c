/** What a lane shows of a reading. */

import type { StateGradient, Trace } from '../../../nn/engine'
import { type Answer, answerAt } from '../../network/answer'

/** The state whose gradient tells how far back a network learns: of its first recurrent layer the cell, else the hidden state, read forwards. */
export function mainGradient(trace: Trace | null): StateGradient | null {
  const states = trace?.gradients?.states ?? []
  const first = states.filter(({ layer, direction }) => layer === states[0]?.layer && direction === states[0]?.direction)
  return first.find(({ signal }) => signal === 'c') ?? first[0] ?? null
}

/** A network's answer once it has read everything, and had it stopped where the scan line is. */
export interface LaneAnswers {
  readonly last: Answer
  /** Null of a network that does not answer on the way. */
  readonly soFar: Answer | null
}

/** @param part  of the picture's way that was read, 0 … 1 */
export function answersOf({ belief, probabilities }: Trace, part: number): LaneAnswers {
  const last = answerAt({ shape: [1, probabilities.length], data: probabilities }, 0)
  const steps = belief.shape[0] ?? 0
  return { last, soFar: steps < 2 ? null : answerAt(belief, stepAt(part, steps)) }
}

/** The step that a scan line has come to. */
export function stepAt(part: number, steps: number): number {
  return Math.min(steps - 1, Math.max(0, Math.ceil(part * steps) - 1))
}
