import { primitive, type Values } from './primitive'

/** Of one row of results: nats of its pixels, the pixels whose likelier state is the right one, 0, 0. */
export const ROW_RESULT_VALUES = 4

export const bernoulli = {
  /**
   * How unlikely independent coins make each row of ink, and what that says of their sums z:
   *
   *   L = -Σ_j log p(x_j) = Σ_j log(1 + exp z_j) - x_j z_j     dL/dz_j = σ(z_j) - x_j
   *
   * with log(1 + exp z) = max(z, 0) + log(1 + exp -|z|), so that a sum may have any size.
   *
   * @param dSums    [rows,columns] overwritten by scale · dL/dz
   * @param results  [rows,4] overwritten (`ROW_RESULT_VALUES`)
   * @param sums     [rows,columns]
   * @param ink      [rows,columns] 1 or 0
   */
  bernoulliLikelihood: primitive({
    kernel: (dSums, results, sums, ink, rows, columns, scale) => [dSums, results, sums, ink, rows, columns, scale],
    float64(dSums: Values, results: Values, sums: Values, ink: Values, rows: number, columns: number, scale: number) {
      for (let row = 0; row < rows; row++) {
        let [nats, right] = [0, 0]
        for (let at = row * columns; at < (row + 1) * columns; at++) {
          const sum = sums[at]!
          const isInk = ink[at]!
          const e = Math.exp(-Math.abs(sum))
          nats += Math.max(sum, 0) + Math.log1p(e) - isInk * sum
          if (sum > 0 === isInk > 0) right++
          dSums[at] = scale * ((sum < 0 ? e : 1) / (1 + e) - isInk)
        }
        results.set([nats, right, 0, 0], row * ROW_RESULT_VALUES)
      }
    },
  }),

  /** values ⊙= mask, elementwise: what is masked becomes 0. */
  hide: primitive({
    kernel: (values, mask) => [values, mask, values.length],
    float64(values: Values, mask: Values) {
      for (let index = 0; index < values.length; index++) values[index]! *= mask[index]!
    },
  }),
}
