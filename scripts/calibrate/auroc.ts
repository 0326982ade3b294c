/** Two-sided 95 % of the normal distribution lie within so many deviations. */
const DEVIATIONS = 1.959963984540054

export interface Auroc {
  /** How often a stranger is stranger than a digit, where the two are drawn at random; a tie counts half. */
  readonly value: number
  /** 95 % */
  readonly low: number
  readonly high: number
}

/**
 * The area under the curve of hits over false alarms, with the interval that follows from how the drawings were drawn.
 *
 * @param digits    their strangeness
 * @param strangers theirs
 * Source: DeLong, DeLong, Clarke-Pearson 1988, "Comparing the Areas under Two or More Correlated Receiver Operating Characteristic Curves".
 */
export function auroc(digits: ArrayLike<number>, strangers: ArrayLike<number>): Auroc {
  const sortedDigits = Float64Array.from(digits).toSorted()
  const sortedStrangers = Float64Array.from(strangers).toSorted()
  const wonByStrangers = Array.from(strangers, (score) => shareBelow(sortedDigits, score))
  const lostByDigits = Array.from(digits, (score) => 1 - shareBelow(sortedStrangers, score))
  const value = mean(wonByStrangers)
  const deviation = Math.sqrt(variance(wonByStrangers) / wonByStrangers.length + variance(lostByDigits) / lostByDigits.length)
  return { value, low: Math.max(0, value - DEVIATIONS * deviation), high: Math.min(1, value + DEVIATIONS * deviation) }
}

/** Which share of sorted scores is lower; equal ones count half. */
function shareBelow(sorted: Float64Array, score: number): number {
  return (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2 / sorted.length
}

function countBelow(sorted: Float64Array, score: number, isEqualToo: boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = sorted[middle]!
    if (other < score || (isEqualToo && other === score)) low = middle + 1
    else high = middle
  }
  return low
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, values.length - 1)
}
