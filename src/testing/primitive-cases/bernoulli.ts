import { ROW_RESULT_VALUES, type bernoulli } from '../../nn/operations/cpu/arithmetic/bernoulli'
import { length, matrix, type Cases } from './cases'

export const bernoulliCases: Cases<typeof bernoulli> = {
  bernoulliLikelihood: matrix.map(({ rows, columns }) => (inputs) => {
    const [dSums, results] = [inputs.zeros(rows * columns), inputs.zeros(rows * ROW_RESULT_VALUES)]
    const [sums, ink] = [inputs.values(rows * columns, 3), inputs.zeros(rows * columns)]
    for (let at = 0; at < ink.length; at++) ink[at] = (at * 7) % 3 === 0 ? 1 : 0
    inputs.primitives.bernoulliLikelihood(dSums, results, sums, ink, rows, columns, 1 / rows)
  }),
  hide: length.map((count) => (inputs) => {
    const mask = inputs.zeros(count)
    for (let at = 0; at < count; at++) mask[at] = at % 3 === 0 ? 0 : 1
    inputs.primitives.hide(inputs.values(count), mask)
  }),
}
