import fc from 'fast-check'
import { mixtureSums, RESULT_VALUES, TARGET_VALUES, type mixture } from '../../nn/operations/cpu/arithmetic/mixture'
import { size, type Cases } from './cases'

export const mixtureCases: Cases<typeof mixture> = {
  mixtureLikelihood: fc.record({ rows: size(20), components: size(30) }).map(({ rows, components }) => (inputs) => {
    const columns = mixtureSums(components)
    const [dSums, results] = [inputs.zeros(rows * columns), inputs.zeros(rows * RESULT_VALUES)]
    const [sums, targets] = [inputs.values(rows * columns, 2), inputs.values(rows * TARGET_VALUES, 2)]
    for (let row = 0; row < rows; row++) {
      targets[row * TARGET_VALUES + 2] = row % 3
      targets[row * TARGET_VALUES + 3] = [1, -0.5, 2, 0][row % 4]!
    }
    inputs.primitives.mixtureLikelihood(dSums, results, sums, targets, rows, components, 1 / rows)
  }),
}
