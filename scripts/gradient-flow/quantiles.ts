/** What nine in ten of many values lie between, and the value in the middle. */
export interface Spread {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
  return { low: at(0.05), median: at(0.5), high: at(0.95) }
}
