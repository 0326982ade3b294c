/** The end of a colour scale for values without a bound: outputs of convolutions, sums, norms. */

const ROUND = [1, 2, 5] as const

/**
 * The round number (1, 2 or 5 times a power of ten) that no magnitude exceeds; the same for readings that are alike, so that colours do not flicker
 * under the pen.
 *
 * @returns at least 0.01; 1 for no finite value but 0
 */
export function roundTop(values: ArrayLike<number>): number {
  const largest = largestOf(values)
  if (largest === 0) return 1
  for (let power = -2; ; power++) {
    // Dividing by a whole power of ten gives the decimal itself: 0.2, not 0.20000000000000001.
    for (const round of ROUND) {
      const top = power < 0 ? round / 10 ** -power : round * 10 ** power
      if (top >= largest) return top
    }
  }
}

/** The largest magnitude; 0 for no finite value. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0
  for (let index = 0; index < values.length; index++) {
    const magnitude = Math.abs(values[index]!)
    if (magnitude > largest && magnitude < Infinity) largest = magnitude
  }
  return largest
}
