/** Two-sided 95 % of the normal distribution lie within so many deviations. */
const DEVIATIONS = 1.959963984540054

/**
 * The 95 % interval of a share that was counted, which holds for shares near 1 and small counts too.
 *
 * @param total above 0
 * Source: Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22(158).
 */
export function wilsonInterval(hits: number, total: number): readonly [low: number, high: number] {
  const share = hits / total
  const square = DEVIATIONS ** 2 / total
  const centre = (share + square / 2) / (1 + square)
  const reach = (Math.sqrt(square) * Math.sqrt(share * (1 - share) + square / 4)) / (1 + square)
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)]
}
