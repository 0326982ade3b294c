import type { WriterRunState } from '../../../state/writing/writer-run-state'
import { ticksBetween } from '../../kit/ticks'

/** Numbers that have room on the axis. */
const MOST_TICKS = 5
/** Where all values are equal. */
const LEAST_SPAN = 0.1

export interface CurveScale {
  readonly ticks: readonly number[]
  /** Where a value stands, 0 at the foot … 1. */
  readonly place: (value: number) => number
}

/** From the lowest to the highest of what is drawn: nats per point fall below 0. */
export function scaleOfCurve({ curve, moments }: Pick<WriterRunState, 'curve' | 'moments'>): CurveScale {
  const values = [...curve.map(({ loss }) => loss), ...moments.map(({ loss }) => loss)].filter(Number.isFinite)
  const [lowest, highest] = values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)]
  const room = Math.max(0, LEAST_SPAN - (highest - lowest)) / 2
  const [low, high] = [lowest - room, highest + room]
  return { ticks: ticksBetween(low, high, MOST_TICKS), place: (value) => (value - low) / (high - low) }
}
