import type { EpochResult } from '../../../nn/spec/run-events'
import { learningRates } from '../../../nn/spec/schedules'
import type { CurvesView, TrainingStatus } from '../../../state/app-state'
import { placeFrom, type SeriesView } from '../../../state/series'

/** What a chart shows of a run. */
export type Quantity = 'loss' | 'accuracy' | 'rate'
export type Measured = Exclude<Quantity, 'rate'>

/** Steps that the longest smoothing follows. */
const LONG = 200

/** A quantity at every point of a series. */
export interface CurveLine {
  readonly low: Float32Array
  readonly high: Float32Array
  readonly middle: Float32Array
}

/** What is drawn of a quantity: batches from the lowest to the highest, and a line through them. */
export function lineOf(view: SeriesView, quantity: Measured, smoothing: CurvesView['smoothing']): CurveLine {
  const [low, high, mean, smooth] =
    quantity === 'loss'
      ? [view.lossLow, view.lossHigh, view.loss, view.smoothLoss]
      : [view.accuracyLow, view.accuracyHigh, view.accuracy, view.smoothAccuracy]
  const middle = smoothing === 'none' ? mean : smoothing === 'short' ? smooth : smoothed(mean, view.counts, LONG)
  return { low, high, middle }
}

/**
 * Follows values over about so many steps: as far back from the first of them as there are.
 *
 * @param counts  steps that each value stands for
 */
export function smoothed(values: Float32Array, counts: Uint32Array, over: number): Float32Array {
  const line = new Float32Array(values.length)
  let [before, steps] = [values[0] ?? 0, 0]
  for (const [place, value] of values.entries()) {
    const count = counts[place]!
    steps += count
    // A mean of all so far, until there are enough of them.
    const share = 1 - (1 - 1 / Math.min(over, Math.max(1, steps / 2))) ** count
    // One loss that is no number does not end the line.
    if (Number.isFinite(value)) before = Number.isFinite(before) ? before + share * (value - before) : value
    line[place] = before
  }
  return line
}

/** The learning rate of a run at each of these steps, 1-based; null where no run is known. */
export function ratesAt({ planned, rateChanges, totalSteps }: TrainingStatus, steps: ArrayLike<number>): Float32Array | null {
  if (planned === null || totalSteps === 0) return null
  const rates = learningRates({ ...planned, changes: rateChanges }, totalSteps)
  return Float32Array.from(steps, (step) => rates(step - 1))
}

/** A point that belongs to an epoch's end. */
export interface EpochPoint {
  /** Last step of the epoch, from 1. */
  readonly step: number
  readonly value: number
}

/** Test results at the steps where their epochs ended. */
export function epochPoints({ epochs, stepsPerEpoch }: Pick<TrainingStatus, 'epochs' | 'stepsPerEpoch'>, quantity: Quantity): EpochPoint[] {
  if (quantity === 'rate') return []
  return epochs.map(({ epoch, testLoss, testAccuracy }) => ({
    step: (epoch + 1) * stepsPerEpoch,
    value: quantity === 'loss' ? testLoss : testAccuracy,
  }))
}

/** The last epoch that had been tested by a step. */
export function testedBy({ epochs, stepsPerEpoch }: Pick<TrainingStatus, 'epochs' | 'stepsPerEpoch'>, step: number): EpochResult | null {
  return epochs.findLast(({ epoch }) => (epoch + 1) * stepsPerEpoch <= step) ?? null
}

/** The place of the point that is nearest to a step; −1 without any. */
export function nearestPlace({ steps }: Pick<SeriesView, 'steps'>, step: number): number {
  const next = placeFrom(steps, step)
  if (next === 0) return steps.length === 0 ? -1 : 0
  if (next === steps.length) return next - 1
  return step - steps[next - 1]! < steps[next]! - step ? next - 1 : next
}
