/** What the belief map says in words: the answer at a step, and when the model made up its mind. */

import type { Tensor } from '../../core/tensor'

export interface Answer {
  readonly digit: number
  /** 0…1 */
  readonly probability: number
}

/**
 * The most probable class had the model stopped reading after `step`; the lower class of equals.
 *
 * @param belief [T,C]
 */
export function answerAt(belief: Tensor, step: number): Answer {
  const classes = belief.shape[1] ?? 0
  const start = step * classes
  let digit = 0
  for (let candidate = 1; candidate < classes; candidate++) {
    if (belief.data[start + candidate]! > belief.data[start + digit]!) digit = candidate
  }
  return { digit, probability: belief.data[start + digit] ?? 0 }
}

/**
 * The first step from which the answer stayed the final one.
 *
 * @param belief [T,C], T ≥ 1
 * @returns      0 … T-1
 */
export function settleStep(belief: Tensor): number {
  const last = (belief.shape[0] ?? 1) - 1
  const final = answerAt(belief, last).digit
  let step = last
  while (step > 0 && answerAt(belief, step - 1).digit === final) step--
  return step
}
