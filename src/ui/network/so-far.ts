/** The answer so far, in words: what it is at a step of a layer, whether it stays, and what of the picture it comes from. */

import type { Tensor } from '../../core/tensor'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'
import { type Answer, answerAt, settleStep } from './answer'
import type { BeliefView, ModelView, SequenceLayer } from './layers'
import { stepWord } from './words'

/** How the answer at a step comes about. */
const HOW = { forward: 'after', backward: 'at', both: 'alone' } as const

export interface SoFarText {
  readonly answer: Answer
  /** The step of the belief from which the answer stays as it is; null where it does not come about on the way. */
  readonly settled: number | null
  readonly isFinal: boolean
  readonly percent: string
  /** Behind the probability. */
  readonly stays: string
  readonly when: string
}

/** What words need of the page. */
export interface Telling {
  readonly messages: Messages
  readonly format: Format
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/**
 * @param belief    [T,C]
 * @param step      of the layer
 * @param believed  the step of the belief that the layer has come to there, 0 … T-1
 */
export function soFarAt(
  { messages, format, model, layer }: Telling,
  view: BeliefView,
  belief: Tensor,
  step: number,
  believed: number,
): SoFarText {
  const { soFar } = messages.reading
  const answer = answerAt(belief, believed)
  const settled = view.direction === 'forward' ? settleStep(belief) : null
  const isFinal = settled !== null && believed >= settled
  return {
    answer,
    settled,
    isFinal,
    percent: format.probability(answer.probability),
    stays: view.direction !== 'forward' ? soFar.ways[view.direction] : isFinal ? soFar.toEnd : soFar.forNow,
    when: soFar[HOW[view.direction]](stepWord(messages, model, layer), step + 1, layer.steps),
  }
}
