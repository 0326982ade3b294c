/** How alike units are, from what they did while pictures were read. */

/** Adds up what correlations between all pairs of units need, in float64, sample by sample. */
export class Correlation {
  private samples = 0
  private readonly sums: Float64Array
  /** [units,units], the lower triangle. */
  private readonly products: Float64Array

  constructor(readonly units: number) {
    this.sums = new Float64Array(units)
    this.products = new Float64Array(units * units)
  }

  /** One moment. @param values holds the units' values from `start` on */
  add(values: Float32Array, start: number): void {
    const { units, sums, products } = this
    this.samples++
    for (let a = 0; a < units; a++) {
      const value = values[start + a]!
      sums[a]! += value
      for (let b = 0; b <= a; b++) products[a * units + b]! += value * values[start + b]!
    }
  }

  /**
   * 1 - r for every pair, r Pearson's correlation: 0 for units that move alike, 2 for opposites. A unit that never moves is like no other (1).
   *
   * @returns [units,units], symmetric, 0 on the diagonal
   */
  distances(): Float64Array {
    const { units, sums, products, samples } = this
    const covariance = (a: number, b: number): number => products[a * units + b]! - (sums[a]! * sums[b]!) / samples
    const deviations = Float64Array.from({ length: units }, (_, unit) => Math.sqrt(Math.max(0, covariance(unit, unit))))
    const distances = new Float64Array(units * units)
    for (let a = 0; a < units; a++) {
      for (let b = 0; b < a; b++) {
        const scale = deviations[a]! * deviations[b]!
        const correlation = scale > 0 ? covariance(a, b) / scale : 0
        const distance = 1 - Math.min(1, Math.max(-1, correlation))
        distances[a * units + b] = distance
        distances[b * units + a] = distance
      }
    }
    return distances
  }
}
