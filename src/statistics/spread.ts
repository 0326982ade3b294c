/** How far values of the same thing lie apart. */
export interface Spread {
  readonly mean: number
  /** Standard deviation of the sample, with n - 1; null for a single value, which says nothing of it. */
  readonly deviation: number | null
  readonly count: number
}

/** @returns null for no values */
export function spreadOf(values: readonly number[]): Spread | null {
  const count = values.length
  if (count === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count === 1) return { mean, deviation: null, count }
  // From the mean, not by the sum of squares, which cancels where values are close to each other.
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (count - 1)), count }
}
