import type { SeriesView } from '../series'
import type { RunCurve } from './kept-run'

/** Points of a curve that is kept, 16 bytes each: more than a chart is wide on a phone, and no more however long a run is. */
export const MOST_POINTS = 512

/** A run's curve with no more points than are kept. Every step is smoothed over its neighbours, so that none that is left out would stand far from the line. */
export function thinCurve({ steps, seconds, smoothLoss, smoothAccuracy }: SeriesView, most = MOST_POINTS): RunCurve {
  const places = evenPlaces(steps.length, most)
  const pick = (values: Float32Array): Float32Array => Float32Array.from(places, (place) => values[place]!)
  return {
    steps: Uint32Array.from(places, (place) => steps[place]!),
    seconds: pick(seconds),
    loss: pick(smoothLoss),
    accuracy: pick(smoothAccuracy),
  }
}

/** Places among `length`, at most `most` and evenly apart, the first and the last among them. */
function evenPlaces(length: number, most: number): readonly number[] {
  const count = Math.min(length, most)
  return Array.from({ length: count }, (_, point) => (count === 1 ? length - 1 : Math.round((point * (length - 1)) / (count - 1))))
}
