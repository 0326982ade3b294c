/** One unit's signal over time, as a line in a unit square: x runs over the steps, y over the range, upwards. */

import type { TraceSignal } from '../../nn/engine'

export interface ValueRange {
  readonly low: number
  readonly high: number
}

/** Range of the gates' chart. */
export const GATE_RANGE: ValueRange = { low: 0, high: 1 }

/** The range of a chart of values that are never below 0: to 1, or to the whole number above the largest. */
export function outputRange(signals: readonly TraceSignal[], unit: number): ValueRange {
  return { low: 0, high: stateRange(signals, unit).high }
}

/**
 * The range of the states' chart: −1 … 1, and as many whole steps further as a cell goes beyond, on its side only.
 *
 * @param signals [T,U] each
 */
export function stateRange(signals: readonly TraceSignal[], unit: number): ValueRange {
  let low = -1
  let high = 1
  for (const { shape, data } of signals) {
    const units = shape[1] ?? 1
    for (let index = unit; index < data.length; index += units) {
      const value = data[index]!
      if (!Number.isFinite(value)) continue
      low = Math.min(low, Math.floor(value))
      high = Math.max(high, Math.ceil(value))
    }
  }
  return { low, high }
}

/** 0 at the left end, 1 at the right end; the middle for a single step. */
export function curveX(step: number, steps: number): number {
  return steps > 1 ? step / (steps - 1) : 0.5
}

/** 0 at the top, 1 at the bottom, held inside. */
export function curveY(value: number, { low, high }: ValueRange): number {
  return Math.min(Math.max((high - value) / (high - low), 0), 1)
}

/**
 * SVG path data in the unit square; a value that is not a number breaks the line.
 *
 * @param signal [T,U]
 */
export function curvePath({ shape, data }: TraceSignal, unit: number, range: ValueRange): string {
  const [steps = 0, units = 0] = shape
  let path = ''
  let drawing = false
  for (let step = 0; step < steps; step++) {
    const y = curveY(data[step * units + unit]!, range)
    if (y === y) path += `${drawing ? 'L' : 'M'}${curveX(step, steps).toFixed(4)} ${y.toFixed(4)}`
    drawing = y === y
  }
  return path
}
