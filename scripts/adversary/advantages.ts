/**
 * How much better each drawing did than the others of its class, in standard deviations of all.
 *
 * What a drawing is compared with must not depend on it, or the policy gradient were biased: the mean of the others (W. Kool et al. 2019, "Buy 4
 * REINFORCE Samples, Get a Baseline for Free!"). Within a class they sum to 0. A drawing that is alone in its class gets 0.
 *
 * @param rewards  one for each drawing
 * @param labels   their classes
 */
export function advantages(rewards: ArrayLike<number>, labels: ArrayLike<number>): Float32Array {
  const sums = new Map<number, { sum: number; count: number }>()
  for (let index = 0; index < rewards.length; index++) {
    const { sum, count } = sums.get(labels[index]!) ?? { sum: 0, count: 0 }
    sums.set(labels[index]!, { sum: sum + rewards[index]!, count: count + 1 })
  }
  const better = Float64Array.from({ length: rewards.length }, (_, index) => {
    const { sum, count } = sums.get(labels[index]!)!
    return count < 2 ? 0 : rewards[index]! - (sum - rewards[index]!) / (count - 1)
  })
  const deviation = Math.sqrt(better.reduce((sum, value) => sum + value * value, 0) / Math.max(1, better.length))
  return Float32Array.from(better, (value) => (deviation === 0 ? 0 : value / deviation))
}
