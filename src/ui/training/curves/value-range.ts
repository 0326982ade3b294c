import type { AxisScale } from '../../../state/app-state'
import type { EpochPoint } from './curve-lines'
import type { StepWindow } from './step-window'

/** How the values of a chart stand on its axis. */
export interface ValueAxis {
  readonly scale: AxisScale
  /** The highest value that there can be; null where there is none. */
  readonly most: number | null
  /** Where the axis ends before there is a value. */
  readonly empty: number
}

/** Free above and below what is drawn, as a share of it. */
const MARGIN = 0.05
/** Below a hundred thousandth of the highest value a logarithmic axis ends: a loss of 0 has no place on it. */
const DEEPEST = 1e-5

/**
 * Lowest and highest number of lines in a part of the run; null where they have none. uPlot's own are not numbers where a line has a hole at its beginning, or
 * is one all along, as the batches of a rate.
 */
export function extentOf(
  steps: ArrayLike<number>,
  lines: readonly ArrayLike<number>[],
  { from, to }: StepWindow,
): { readonly low: number | null; readonly high: number | null } {
  let [low, high] = [Infinity, -Infinity]
  for (let place = 0; place < steps.length; place++) {
    if (steps[place]! < from || steps[place]! > to) continue
    for (const line of lines) {
      const value = line[place]!
      if (!Number.isFinite(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return low > high ? { low: null, high: null } : { low, high }
}

/**
 * From where to where an axis goes: from 0 while the whole run is in view, and as close as possible to what is in view otherwise.
 *
 * @param lines  lowest and highest value of what is in view; null where nothing is
 */
export function valueRange(
  { scale, most, empty }: ValueAxis,
  lines: { readonly low: number | null; readonly high: number | null },
  { points, shown, isZoomed }: { readonly points: readonly EpochPoint[]; readonly shown: StepWindow; readonly isZoomed: boolean },
): [number, number] {
  const values = points.filter(({ step }) => step >= shown.from && step <= shown.to).map(({ value }) => value)
  const known = [lines.low, lines.high, ...values].flatMap((value) => (value !== null && Number.isFinite(value) ? [value] : []))
  const high = known.length === 0 ? empty : Math.max(...known)
  const low = known.length === 0 ? 0 : Math.min(...known)
  if (scale === 'log') {
    const foot = Math.max(low, high * DEEPEST)
    return high > 0 ? [(foot === high ? foot / 10 : foot) / (1 + MARGIN), high * (1 + MARGIN)] : [empty / 10, empty]
  }
  if (isZoomed && high > low) {
    const margin = MARGIN * (high - low)
    return [Math.max(0, low - margin), Math.min(most ?? Infinity, high + margin)]
  }
  return [0, most ?? (1 + MARGIN) * (high || empty)]
}
