/** Bins of every histogram: even, and as many below 0 as above. */
export const BINS = 128

/** Exponents of the largest and of the least number that float32 has. */
export const EXPONENTS = { min: -149, max: 128 } as const

/**
 * How often values are where, in even bins over ±2^exponent; each begins with its lower edge, the last has its upper one too.
 *
 * The range is a power of two so that histograms of one thing at many times fit each other: two bins of the narrower range are exactly one of the next wider.
 */
export interface Histogram {
  readonly exponent: number
  /** [BINS] */
  readonly counts: Uint32Array
}

/** Counts the finite values of several arrays as one, over the narrowest range that has them all. */
export function histogramOf(parts: readonly ArrayLike<number>[]): Histogram {
  const exponent = exponentFor(largestOf(parts))
  const counts = new Uint32Array(BINS)
  // Multiplying by a power of two rounds nothing.
  const scale = BINS / 2 / 2 ** exponent
  for (const values of parts) {
    for (let index = 0; index < values.length; index++) {
      const place = Math.floor(values[index]! * scale) + BINS / 2
      if (Number.isFinite(place)) counts[Math.min(place, BINS - 1)]!++
    }
  }
  return { exponent, counts }
}

/**
 * The same values counted over a range that is as wide or wider; what is the upper end of the narrower one stays in the bin below.
 *
 * @throws RangeError for a narrower one
 */
export function widened({ exponent, counts }: Histogram, to: number): Histogram {
  if (to < exponent) throw new RangeError(`±2^${exponent} does not fit into ±2^${to}`)
  if (to === exponent) return { exponent, counts }
  const factor = 2 ** (to - exponent)
  const wide = new Uint32Array(BINS)
  for (let bin = 0; bin < BINS; bin++) wide[Math.floor((bin - BINS / 2) / factor) + BINS / 2]! += counts[bin]!
  return { exponent: to, counts: wide }
}

/**
 * The value below which a share of the values is, as nearly as bins tell: as if those of a bin were evenly in it. NaN for no values.
 *
 * @param share  0 … 1
 */
export function quantileOf({ exponent, counts }: Histogram, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const width = 2 ** (exponent + 1) / BINS
  let below = 0
  for (let bin = 0; bin < BINS; bin++) {
    const count = counts[bin]!
    if (count > 0 && below + count >= share * total) {
      return (bin - BINS / 2 + Math.max(0, share * total - below) / count) * width
    }
    below += count
  }
  return NaN
}

/** The least exponent whose power of two is no less than a magnitude. */
function exponentFor(magnitude: number): number {
  if (magnitude === 0) return EXPONENTS.min
  const near = Math.floor(Math.log2(magnitude))
  // A logarithm may be off by its last digit; powers of two are exact.
  for (let exponent = near - 1; ; exponent++) if (2 ** exponent >= magnitude) return Math.max(exponent, EXPONENTS.min)
}

/** The largest finite magnitude; 0 where there is none. */
function largestOf(parts: readonly ArrayLike<number>[]): number {
  let largest = 0
  for (const values of parts) {
    for (let index = 0; index < values.length; index++) {
      const magnitude = Math.abs(values[index]!)
      if (magnitude > largest && magnitude < Infinity) largest = magnitude
    }
  }
  return largest
}
