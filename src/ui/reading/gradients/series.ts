/** Which of a model's gradients belong beside a layer. */

import { DIGITS, isSameTask } from '../../../core/task'
import type { StateGradient } from '../../../nn/engine'
import { inputStepKind, type ModelView, type SequenceLayer, statesOf } from '../../network/layers'

/** Those of the layer's own states, one norm per step; none while the gradients at hand are of another model. */
export function seriesOf(states: readonly StateGradient[], { name, steps }: SequenceLayer): readonly StateGradient[] {
  return states.filter(({ layer, norms }) => layer === name && norms.length === steps)
}

/** Those of another model to be laid beside the layer: of its layer by that name, else of its first; none that has other steps. */
export function keptSeries(states: readonly StateGradient[], { name, steps }: SequenceLayer): readonly StateGradient[] {
  const layer = states.some((state) => state.layer === name) ? name : states[0]?.layer
  return states.filter((state) => state.layer === layer && state.norms.length === steps)
}

/** Whether the page's own RNN, which reads the picture row by row, can be laid beside a layer: one with gates and as many steps. */
export function canStandBesideRnn(model: ModelView, { signals, steps, direction }: SequenceLayer): boolean {
  const hasGates = signals.some(({ role }) => role === 'gate')
  return isSameTask(model.task, DIGITS) && hasGates && direction !== 'backward' && inputStepKind(model) === 'row' && steps === model.steps
}

/**
 * The one whose gradient tells how far back memory reaches: of the layer's memory where the series have it, else of the hidden state; that of the
 * reader from the first step on.
 */
export function mainSeries(series: readonly StateGradient[], { recurrence }: SequenceLayer): StateGradient | null {
  return series.find(({ signal }) => signal === recurrence?.memory) ?? series[0] ?? null
}

/** How the gradient of its first step compares in size with that of its last: 1 where it came back as it began; NaN where it began with none. */
export function keptOnTheWayBack({ norms, direction }: Pick<StateGradient, 'norms' | 'direction'>): number {
  const [first, last] = direction === 'backward' ? [norms.length - 1, 0] : [0, norms.length - 1]
  return norms[last]! > 0 ? norms[first]! / norms[last]! : Number.NaN
}

/** Gradients of one drawing differ by this factor without telling networks apart: from digit to digit they do so too. */
const TELLING = 3

export type Verdict = 'less' | 'alike' | 'more'

/** Whether so much less, or more, of the gradient comes back in another network that it tells anything. */
export function verdictOn(other: number, own: number): Verdict {
  if (other * TELLING < own) return 'less'
  return other > own * TELLING ? 'more' : 'alike'
}

/** Tells the series of a layer apart. */
export function seriesKey({ signal, direction }: Pick<StateGradient, 'signal' | 'direction'>): string {
  return `${signal}-${direction}`
}

/** The series a layer will have, known before anything was read. */
export function expectedSeries(layer: SequenceLayer): readonly Pick<StateGradient, 'signal' | 'direction'>[] {
  const { direction } = layer
  const directions = direction === 'both' ? (['forward', 'backward'] as const) : [direction]
  return statesOf(layer).flatMap(({ name }) => directions.map((reader) => ({ signal: name, direction: reader })))
}
