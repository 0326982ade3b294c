/** Which of a model's gradients belong beside a layer. */

import type { StateGradient } from '../../../nn/engine'
import type { SequenceLayer } from '../layers'

/** Those of the layer's own states, one norm per step; none while the gradients at hand are of another model. */
export function seriesOf(states: readonly StateGradient[], { name, steps }: SequenceLayer): readonly StateGradient[] {
  return states.filter(({ layer, norms }) => layer === name && norms.length === steps)
}

/** Those of another model to be laid beside the layer: of its layer by that name, else of its first; none that has other steps. */
export function keptSeries(states: readonly StateGradient[], { name, steps }: SequenceLayer): readonly StateGradient[] {
  const layer = states.some((state) => state.layer === name) ? name : states[0]?.layer
  return states.filter((state) => state.layer === layer && state.norms.length === steps)
}

/** Tells the series of a layer apart. */
export function seriesKey({ signal, direction }: Pick<StateGradient, 'signal' | 'direction'>): string {
  return `${signal}-${direction}`
}

/** The series a layer will have, known before anything was read. */
export function expectedSeries({ signals, direction }: SequenceLayer): readonly Pick<StateGradient, 'signal' | 'direction'>[] {
  const directions = direction === 'both' ? (['forward', 'backward'] as const) : [direction]
  const states = signals.filter(({ name }) => name === 'c' || name === 'h')
  return states.flatMap(({ name }) => directions.map((reader) => ({ signal: name, direction: reader })))
}
