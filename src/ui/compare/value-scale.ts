import type { AxisScale } from '../../state/app-state'
import { logTicks } from '../kit/log-ticks'
import { ticksAbove } from '../kit/ticks'

/** The axis of values. */
export interface ValueScale {
  /** 0 at the bottom … 1; what is beyond the axis is at its end. */
  place(value: number): number
  readonly ticks: readonly number[]
}

/** Of a logarithmic axis no more than this is shown: a loss of almost 0 would press all else to the top. */
const DEEPEST = 1e-5

/**
 * @param low   the lowest value above 0
 * @param top   the highest one
 * @param most  numbers that have room
 */
export function scaleOf(kind: AxisScale, low: number, top: number, most: number): ValueScale {
  const within = (share: number): number => Math.min(1, Math.max(0, share))
  if (kind === 'linear' || !(low > 0) || !(top > low)) {
    const ticks = ticksAbove(top, most)
    const end = ticks.at(-1) || 1
    return { place: (value) => within(value / end), ticks }
  }
  const foot = Math.max(low, top * DEEPEST)
  const place = (value: number): number => (value > 0 ? within(Math.log(value / foot) / Math.log(top / foot)) : 0)
  return { place, ticks: logTicks(foot, top, most) }
}
