import { placeFrom, type SeriesView } from '../series'
import type { RunCurve } from './kept-run'

/** Points of a curve that is kept, 16 bytes each: more than a chart is wide on a phone, and no more however long a run is. */
export const MOST_POINTS = 512

/** A run's curve with no more points than are kept. Every step is smoothed over its neighbours, so that none that is left out would stand far from the line. */
export function thinCurve({ steps, seconds, smoothLoss, smoothAccuracy }: SeriesView, most = MOST_POINTS): RunCurve {
  const places = steps.length <= most ? Array.from(steps.keys()) : evenPlaces(steps, most)
  const pick = (values: Float32Array): Float32Array => Float32Array.from(places, (place) => values[place]!)
  return {
    steps: Uint32Array.from(places, (place) => steps[place]!),
    seconds: pick(seconds),
    loss: pick(smoothLoss),
    accuracy: pick(smoothAccuracy),
  }
}

/** Places of at most `most` points whose steps are evenly apart, as far as the series has them; the first and the last among them. */
function evenPlaces(steps: Float64Array, most: number): readonly number[] {
  const [first, last] = [steps[0]!, steps.at(-1)!]
  if (most === 1) return [steps.length - 1]
  const wanted = Array.from({ length: most }, (_, point) => Math.round(first + (point * (last - first)) / (most - 1)))
  return [...new Set(wanted.map((step) => placeFrom(steps, step)))]
}
