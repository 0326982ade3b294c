import { primitive, type Values } from './primitive'

/** Sums of one component: its weight's logit, the two means, the two deviations' logarithms, and what the correlation is the tanh of. */
export const COMPONENT_SUMS = 6
/** Logits of what the pen does after a point. */
export const PEN_SUMS = 3
/** Of one row of targets: Δx, Δy, what the pen does after it, and the weight of its nats: usually 1, and 0 behind the end of its drawing. */
export const TARGET_VALUES = 4
/** Of one row of results: weighted nats of the movement, weighted nats of the pen, 1 where the pen's likeliest state is the right one, 0. */
export const RESULT_VALUES = 4

/**
 * Where a logarithm of a deviation and the inverse tanh of a correlation are cut off, and with them their gradients: a deviation of 3e-4 units and a
 * correlation of 0.99999. Beyond, float32 could not tell a density from infinity.
 */
export const MIXTURE_LIMITS = { logDeviation: 8, correlation: 6 } as const

/** Columns of the sums of so many components, in blocks: logits | μx | μy | log σx | log σy | atanh ρ | pen. */
export function mixtureSums(components: number): number {
  return COMPONENT_SUMS * components + PEN_SUMS
}

const LOG_2PI = Math.log(2 * Math.PI)
/** With log 2 twice: log(1-ρ²) = 2 (log 2 - |r| - log(1 + e^-2|r|)) for ρ = tanh r. */
const LOG_4 = Math.log(4)

function cut(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value))
}

/** 1, or 0 where a value is cut off. */
function passes(value: number, limit: number): number {
  return Math.abs(value) < limit ? 1 : 0
}

export const mixture = {
  /**
   * How unlikely a mixture of bivariate Gaussians and a softmax over the pen's states make each point, and what that says of their sums.
   *
   *   L = -log Σ_j π_j N(Δx,Δy | μ_j, σ_j, ρ_j) - log p(pen)
   *   N = exp(-Z / 2(1-ρ²)) / (2π σx σy √(1-ρ²))     Z = zx² + zy² - 2ρ zx zy     zx = (Δx-μx)/σx
   *
   * The gradients with γ_j, the share of component j in the density: those of Graves 2013, arXiv:1308.0850, eq. 27–37; the pen as in Ha & Eck 2017,
   * arXiv:1704.03477, eq. 9.
   *
   * @param dSums    [rows,6M+3] overwritten by scale · weight · dL/dsums; 0 in rows of weight 0
   * @param results  [rows,4] overwritten (`RESULT_VALUES`); 0 in rows of weight 0
   * @param sums     [rows,6M+3] (`mixtureSums`)
   * @param targets  [rows,4] (`TARGET_VALUES`)
   */
  mixtureLikelihood: primitive({
    kernel: (dSums, results, sums, targets, rows, components, scale) => [dSums, results, sums, targets, rows, components, scale],
    float64(dSums: Values, results: Values, sums: Values, targets: Values, rows: number, components: number, scale: number) {
      const columns = mixtureSums(components)
      const logDensities = new Float64Array(components)
      for (let row = 0; row < rows; row++) {
        const first = row * columns
        const result = row * RESULT_VALUES
        results.fill(0, result, result + RESULT_VALUES)
        const [deltaX = 0, deltaY = 0, pen = 0, weight = 0] = targets.subarray(row * TARGET_VALUES, (row + 1) * TARGET_VALUES)
        if (weight === 0) {
          dSums.fill(0, first, first + columns)
          continue
        }
        const weighted = scale * weight
        const at = (block: number, component: number) => sums[first + block * components + component]!
        const logWeights = logSumExp((component) => at(0, component), components)
        const cells = Array.from({ length: components }, (_, component) => {
          const logX = cut(at(3, component), MIXTURE_LIMITS.logDeviation)
          const logY = cut(at(4, component), MIXTURE_LIMITS.logDeviation)
          const r = cut(at(5, component), MIXTURE_LIMITS.correlation)
          const rho = Math.tanh(r)
          const e = Math.exp(-2 * Math.abs(r))
          const rest = (4 * e) / ((1 + e) * (1 + e)) // 1-ρ², exact near 0
          const zx = (deltaX - at(1, component)) * Math.exp(-logX)
          const zy = (deltaY - at(2, component)) * Math.exp(-logY)
          const across = zx - rho * zy
          // Z/(1-ρ²) as a sum of squares: nothing is taken off that is nearly as large.
          const exponent = (across * across) / rest + zy * zy
          const logRest = LOG_4 - 2 * Math.abs(r) - 2 * Math.log(1 + e)
          logDensities[component] = at(0, component) - logWeights - LOG_2PI - logX - logY - 0.5 * (logRest + exponent)
          return { logX, logY, rho, rest, zx, zy, exponent }
        })
        const logDensity = logSumExp((component) => logDensities[component]!, components)
        for (const [component, { logX, logY, rho, rest, zx, zy, exponent }] of cells.entries()) {
          const put = (block: number, value: number) => {
            dSums[first + block * components + component] = weighted * value
          }
          const share = Math.exp(logDensities[component]! - logDensity)
          const towardsX = (zx - rho * zy) / rest
          const towardsY = (zy - rho * zx) / rest
          put(0, Math.exp(at(0, component) - logWeights) - share)
          put(1, -share * towardsX * Math.exp(-logX))
          put(2, -share * towardsY * Math.exp(-logY))
          put(3, share * (1 - zx * towardsX) * passes(at(3, component), MIXTURE_LIMITS.logDeviation))
          put(4, share * (1 - zy * towardsY) * passes(at(4, component), MIXTURE_LIMITS.logDeviation))
          put(5, -share * (rho + zx * zy - rho * exponent) * passes(at(5, component), MIXTURE_LIMITS.correlation))
        }
        const penAt = first + COMPONENT_SUMS * components
        const logPens = logSumExp((state) => sums[penAt + state]!, PEN_SUMS)
        let likeliest = 0
        for (let state = 0; state < PEN_SUMS; state++) {
          if (sums[penAt + state]! > sums[penAt + likeliest]!) likeliest = state
          dSums[penAt + state] = weighted * (Math.exp(sums[penAt + state]! - logPens) - (state === pen ? 1 : 0))
        }
        results[result] = -weight * logDensity
        results[result + 1] = weight * (logPens - sums[penAt + pen]!)
        results[result + 2] = likeliest === pen ? 1 : 0
      }
    },
  }),
}

/** log Σ exp; the largest is taken out, so that none is too large. */
function logSumExp(at: (index: number) => number, count: number): number {
  let largest = -Infinity
  for (let index = 0; index < count; index++) largest = Math.max(largest, at(index))
  let sum = 0
  for (let index = 0; index < count; index++) sum += Math.exp(at(index) - largest)
  return largest + Math.log(sum)
}
