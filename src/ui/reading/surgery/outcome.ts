/** What holding signals does to an answer. */

import type { Counterfactual } from '../../../state/app-state'
import { type Answer, answerAt } from '../../network/answer'

export interface Outcome {
  readonly kind: 'other' | 'same' | 'untouched'
  readonly plain: Answer
  readonly held: Answer
}

/** `same` answers the same digit with other probabilities, `untouched` believes the same all along. */
export function outcomeOf({ plain, held }: Counterfactual): Outcome {
  const answers = { plain: finalAnswer(plain.probabilities), held: finalAnswer(held.probabilities) }
  if (answers.plain.digit !== answers.held.digit) return { kind: 'other', ...answers }
  const isUntouched = sameValues(plain.probabilities, held.probabilities) && sameValues(plain.belief.data, held.belief.data)
  return { kind: isUntouched ? 'untouched' : 'same', ...answers }
}

function finalAnswer(probabilities: Float32Array): Answer {
  return answerAt({ shape: [1, probabilities.length], data: probabilities }, 0)
}

function sameValues(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

/** How much larger values are with signals held. */
export function differenceOf(held: Float32Array, plain: Float32Array): Float32Array {
  return held.map((value, index) => value - plain[index]!)
}
