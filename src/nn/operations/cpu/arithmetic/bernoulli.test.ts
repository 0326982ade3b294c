import { describe, expect, it } from 'vitest'
import { Random } from '../../../../core/random'
import { expectGradients } from '../../../../testing/gradient-check'
import { precisions } from '../../../../testing/precisions'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import { float64Primitives } from '../float64'
import { ROW_RESULT_VALUES } from './bernoulli'

describe('the likelihood of rows of ink', () => {
  it.each([
    [1, 1],
    [3, 5],
    [7, 28],
  ])('has the gradients that central differences give, %d rows of %d pixels', (rows, columns) => {
    const random = new Random(5, rows)
    const sums = Float64Array.from({ length: rows * columns }, () => random.normal(0, 2))
    const ink = Float64Array.from(sums, () => random.integer(2))
    const [dSums, results] = [new Float64Array(sums.length), new Float64Array(rows * ROW_RESULT_VALUES)]
    const loss = () => {
      const [d, r] = [new Float64Array(dSums.length), new Float64Array(results.length)]
      float64Primitives.bernoulliLikelihood(d, r, sums, ink, rows, columns, 1)
      return r.reduce((sum, value, index) => sum + (index % ROW_RESULT_VALUES === 0 ? value : 0), 0)
    }
    float64Primitives.bernoulliLikelihood(dSums, results, sums, ink, rows, columns, 1)
    expectGradients(loss, [{ name: 'sums', values: sums, gradient: dSums }])
  })

  describe.each(precisions)('in $name', ({ primitives, values, near }) => {
    it('is what a calculation by hand gives', () => {
      // σ(log 3) = 3/4, σ(0) = 1/2, σ(-log 3) = 1/4: -log(3/4) - log(1/2) - log(1/4) = log(32/3); two pixels are on the side of their sums.
      const [dSums, results] = [values(new Float64Array(3)), values(new Float64Array(4))]
      primitives.bernoulliLikelihood(dSums, results, values([Math.log(3), 0, -Math.log(3)]), values([1, 0, 1]), 1, 3, 2)
      expectClose(results, [Math.log(32 / 3), 2, 0, 0], near(tolerances.float64), 'results')
      expectClose(dSums, [-0.5, 1, -1.5], near(tolerances.float64), 'gradients')
    })

    it('is finite for sums of any size', () => {
      const sums = [1e4, -1e4, 1e4, -1e4, 88, -88, 0]
      const ink = [1, 0, 0, 1, 0, 1, 1]
      const [dSums, results] = [values(new Float64Array(7)), values(new Float64Array(4))]
      primitives.bernoulliLikelihood(dSums, results, values(sums), values(ink), 1, 7, 1)
      expectClose(results, [2e4 + 2 * 88 + Math.log(2), 2, 0, 0], near(tolerances.float64), 'results')
      expectClose(dSums, [0, 0, 1, -1, 1, -1, -0.5], near(tolerances.float64), 'gradients')
    })

    it('hides what is masked, and nothing else', () => {
      const weights = values([1, 2, 3, 4, 5])
      primitives.hide(weights, values([1, 0, 1, 1, 0]))
      expect([...weights]).toEqual([1, 0, 3, 4, 0])
    })
  })
})
