import { expect, it } from 'vitest'
import { decadesOf, decadeTicks, normPath, placeOf } from './norms'

it('spans whole powers of ten around everything above 0', () => {
  expect(decadesOf([Float32Array.of(0.002, 0.5), Float32Array.of(0, 0.03)])).toEqual({ low: -3, high: 0 })
  expect(decadesOf([[1, 1]])).toEqual({ low: -1, high: 0 })
  expect(decadesOf([[0, 0]])).toEqual({ low: -1, high: 0 })
  expect(decadesOf([[Number.NaN, Infinity, 20]])).toEqual({ low: 1, high: 2 })
})

it('does not go deeper than the numbers do', () => {
  expect(decadesOf([[1e-30, 1]])).toEqual({ low: -12, high: 0 })
})

it('places powers of ten evenly and holds the rest inside', () => {
  const decades = { low: -4, high: 0 }
  expect([1e-4, 1e-2, 1].map((norm) => placeOf(norm, decades))).toEqual([0, 0.5, 1])
  expect([0, 1e-9, 100].map((norm) => placeOf(norm, decades))).toEqual([0, 0, 1])
  expect(placeOf(Number.NaN, decades)).toBeNaN()
})

it('draws a line down the rows, broken where there is no number', () => {
  const path = normPath([0.01, 1, Number.NaN, 0.1], { low: -2, high: 0 }, (step) => (step + 0.5) / 4)
  expect(path).toBe('M0.0000 0.1250L1.0000 0.3750M0.5000 0.8750')
})

it('numbers as many powers as fit', () => {
  expect(decadeTicks({ low: -3, high: 0 }, 5)).toEqual([-3, -2, -1, 0])
  expect(decadeTicks({ low: -10, high: 0 }, 5)).toEqual([-10, -8, -6, -4, -2, 0])
  expect(decadeTicks({ low: -7, high: 0 }, 4)).toEqual([-6, -4, -2, 0])
})
