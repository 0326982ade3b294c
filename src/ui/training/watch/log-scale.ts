import type { Tick } from '../../kit/Chart'

/** An axis of values by their logarithm, between whole powers of ten. */
export interface LogScale {
  readonly low: number
  readonly high: number
}

const MOST_TICKS = 5

/** Has room for all values that a logarithm can show; the others are nowhere. */
export function logScaleOf(values: readonly number[]): LogScale {
  const logs = values.filter(isShown).map(Math.log10)
  if (logs.length === 0) return { low: -1, high: 0 }
  const low = Math.floor(logs.reduce((least, value) => Math.min(least, value)))
  const high = Math.ceil(logs.reduce((most, value) => Math.max(most, value)))
  return { low, high: Math.max(high, low + 1) }
}

/** A value that has a place on a logarithmic axis. */
export function isShown(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value > 0
}

/** 0 at the foot … 1 */
export function heightOf({ low, high }: LogScale, value: number): number {
  return (Math.log10(value) - low) / (high - low)
}

/** Powers of ten, evenly apart. */
export function logTicks({ low, high }: LogScale, format: (value: number) => string): readonly Tick[] {
  const every = Math.ceil((high - low + 1) / MOST_TICKS)
  const count = Math.floor((high - low) / every) + 1
  return Array.from({ length: count }, (_, place) => low + place * every).map((power) => ({
    at: (power - low) / (high - low),
    label: format(Number(`1e${power}`)),
  }))
}
