/** The end of a colour scale for values without a bound: outputs of convolutions, sums, norms. */

const ROUND = [1, 2, 5] as const

/** Where nothing is larger than this power of ten, a colour scale ends here all the same: what is next to nothing shall look like it. */
const LEAST_POWER = -2

/**
 * The round number (1, 2 or 5 times a power of ten) that no magnitude exceeds; the same for readings that are alike, so that colours do not flicker
 * under the pen.
 *
 * @returns at least 0.01; 1 for no finite value but 0
 */
export function roundTop(values: ArrayLike<number>): number {
  const largest = largestOf(values)
  return largest === 0 ? 1 : firstRound(largest, LEAST_POWER)
}

/** The same however small the values are, where only their pattern counts. */
export function closeTop(values: ArrayLike<number>): number {
  const largest = largestOf(values)
  return largest === 0 ? 1 : firstRound(largest, Math.floor(Math.log10(largest)))
}

/** The largest finite magnitude; 0 where there is none. */
function largestOf(values: ArrayLike<number>): number {
  let largest = 0
  for (let index = 0; index < values.length; index++) {
    const magnitude = Math.abs(values[index]!)
    if (magnitude > largest && magnitude < Infinity) largest = magnitude
  }
  return largest
}

function firstRound(largest: number, from: number): number {
  for (let power = from; ; power++) {
    // Dividing by a whole power of ten gives the decimal itself: 0.2, not 0.20000000000000001.
    for (const round of ROUND) {
      const top = power < 0 ? round / 10 ** -power : round * 10 ** power
      if (top >= largest) return top
    }
  }
}
