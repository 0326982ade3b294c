import { describe, expect, it } from 'vitest'
import { Random } from '../../../../core/random'
import { expectGradients } from '../../../../testing/gradient-check'
import { precisions } from '../../../../testing/precisions'
import { expectClose, expectCloseNumber, tolerances } from '../../../../testing/tolerance'
import { float64Primitives } from '../float64'
import { MIXTURE_LIMITS, mixtureSums, RESULT_VALUES, TARGET_VALUES } from './mixture'

/** Random sums, targets and weights; rows whose number leaves 2 over by 3 do not count. */
function drawn(rows: number, components: number) {
  const random = new Random(5, rows * components)
  const sums = Float64Array.from({ length: rows * mixtureSums(components) }, () => random.normal(0, 0.8))
  const targets = Float64Array.from({ length: rows * TARGET_VALUES }, () => random.normal())
  for (let row = 0; row < rows; row++) targets.set([row % 3, row % 3 === 2 ? 0 : 1 - 0.75 * row], row * TARGET_VALUES + 2)
  return { sums, targets, dSums: new Float64Array(sums.length), results: new Float64Array(rows * RESULT_VALUES) }
}

function total(results: ArrayLike<number>): number {
  return Array.from(results).reduce((sum, value, index) => sum + (index % RESULT_VALUES < 2 ? value : 0), 0)
}

describe('the likelihood of a mixture', () => {
  it.each([
    [1, 1],
    [3, 1],
    [7, 3],
    [2, 7],
    [1, 130],
  ])('has the gradients that central differences give, %d rows of %d components', (rows, components) => {
    const { sums, targets, dSums, results } = drawn(rows, components)
    const loss = () => {
      const [d, r] = [new Float64Array(dSums.length), new Float64Array(results.length)]
      float64Primitives.mixtureLikelihood(d, r, sums, targets, rows, components, 1)
      return total(r)
    }
    float64Primitives.mixtureLikelihood(dSums, results, sums, targets, rows, components, 1)
    expectGradients(loss, [{ name: 'sums', values: sums, gradient: dSums }])
  })

  /**
   * One component at the origin with σx = 1, σy = 2 and ρ = 0.6, the point (1, 2), pen logits 0:
   * zx = zy = 1, Z = 1 + 1 - 1.2 = 0.8, 1-ρ² = 0.64, so that N = exp(-0.625) / (2π·1·2·0.8) and -log N = 0.625 + log(3.2π).
   */
  it('is what a calculation by hand gives', () => {
    const sums = Float64Array.of(3, 0, 0, 0, Math.log(2), Math.atanh(0.6), 0, 0, 0)
    const [dSums, results] = [new Float64Array(9), new Float64Array(4)]
    float64Primitives.mixtureLikelihood(dSums, results, sums, Float64Array.of(1, 2, 1, 1), 1, 1, 1)
    expectCloseNumber(results[0]!, 0.625 + Math.log(3.2 * Math.PI), tolerances.float64, 'movement')
    expectCloseNumber(results[1]!, Math.log(3), tolerances.float64, 'pen')
    // dμx = -(zx-ρzy)/(1-ρ²)/σx = -0.4/0.64, dμy half of it, dlogσ = 1 - 0.625, d atanh ρ = -(ρ + zx zy - ρ·1.25).
    expectClose(dSums, [0, -0.625, -0.3125, 0.375, 0.375, -0.85, 1 / 3, -2 / 3, 1 / 3], tolerances.float64, 'gradients')
  })

  describe.each(precisions)('in $name', ({ primitives, values }) => {
    it('is finite for sums of any size, and nothing goes back where they are cut off', () => {
      for (const size of [1, 30, 1e4]) {
        const sums = values([size, -size, -size, size, -size, size, -size, size, -size, size, -size, size, size, -size, size])
        const [dSums, results] = [values(new Float64Array(15)), values(new Float64Array(4))]
        primitives.mixtureLikelihood(dSums, results, sums, values([0.5, -0.5, 1, 1]), 1, 2, 1)
        expect([...results, ...dSums].every(Number.isFinite)).toBe(true)
        if (size > MIXTURE_LIMITS.logDeviation) expect([...dSums.subarray(6, 12)].every((value) => value === 0)).toBe(true)
      }
    })

    it('is as many times itself as its row weighs, below 0 too', () => {
      const { sums, targets } = drawn(1, 3)
      const judged = (weight: number) => {
        const [dSums, results] = [values(new Float64Array(sums.length)), values(new Float64Array(RESULT_VALUES))]
        primitives.mixtureLikelihood(dSums, results, values(sums), values([targets[0]!, targets[1]!, 1, weight]), 1, 3, 0.5)
        return { dSums, results }
      }
      const [once, opposite] = [judged(1), judged(-2)]
      expectClose(opposite.dSums, [...once.dSums].map((value) => -2 * value), tolerances.float32Kernel, 'gradients') // prettier-ignore
      const [movement = 0, pen = 0, right = 0] = once.results
      expectClose(opposite.results, [-2 * movement, -2 * pen, right, 0], tolerances.float32Kernel, 'results')
    })

    it('lets NaN through, so that a run can see it', () => {
      const [dSums, results] = [values(new Float64Array(9)), values(new Float64Array(4))]
      primitives.mixtureLikelihood(dSums, results, values(new Float64Array(9).fill(NaN)), values([0, 0, 0, 1]), 1, 1, 1)
      expect(results[0]).toBeNaN()
    })

    it('is nothing where no row counts', () => {
      const [dSums, results] = [values(new Float64Array(18).fill(7)), values(new Float64Array(8).fill(7))]
      primitives.mixtureLikelihood(dSums, results, values(new Float64Array(18).fill(1)), values(new Float64Array(8)), 2, 1, 1)
      expect([...dSums, ...results].every((value) => value === 0)).toBe(true)
    })
  })
})
