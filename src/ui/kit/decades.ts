/** A logarithmic axis between whole powers of ten. */

/** Powers of ten at both ends of the axis. */
export interface Decades {
  readonly low: number
  readonly high: number
}

/** What is smaller than the largest by more than this many powers of ten stands at the low end: to a float32 sum it is nothing. */
const DEEPEST = 12

/** The whole powers of ten around all norms above 0; 1e-1 … 1 where there is none. */
export function decadesOf(series: readonly ArrayLike<number>[]): Decades {
  let least = Infinity
  let most = 0
  for (const norms of series) {
    for (let step = 0; step < norms.length; step++) {
      const norm = norms[step]!
      if (!(norm > 0 && norm < Infinity)) continue
      if (norm < least) least = norm
      if (norm > most) most = norm
    }
  }
  if (most === 0) return { low: -1, high: 0 }
  // No negative zero, which would be written with its sign.
  const high = Math.ceil(Math.log10(most)) + 0
  return { low: Math.max(Math.min(Math.floor(Math.log10(least)), high - 1), high - DEEPEST), high }
}

/** 0 at the low end, 1 at the high end, held inside; not a number for what is not one. */
export function placeOf(norm: number, { low, high }: Decades): number {
  if (Number.isNaN(norm)) return Number.NaN
  return Math.min(Math.max((Math.log10(norm) - low) / (high - low), 0), 1)
}

/** Powers of ten that carry a number: no more than fit, both ends among them where they can be. */
export function decadeTicks({ low, high }: Decades, most: number): readonly number[] {
  const stride = Math.ceil((high - low) / most)
  const ticks: number[] = []
  for (let power = high; power >= low; power -= stride) ticks.unshift(power)
  return ticks
}
