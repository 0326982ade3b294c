import { expect, it } from 'vitest'
import { normPath } from './norms'

it('draws a line down the rows, broken where there is no number', () => {
  const path = normPath([0.01, 1, Number.NaN, 0.1], { low: -2, high: 0 }, (step) => (step + 0.5) / 4)
  expect(path).toBe('M0.0000 0.1250L1.0000 0.3750M0.5000 0.8750')
})
