import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decadesOf, decadeTicks, placeOf } from './decades'

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

it('numbers as many powers as fit', () => {
  expect(decadeTicks({ low: -3, high: 0 }, 5)).toEqual([-3, -2, -1, 0])
  expect(decadeTicks({ low: -10, high: 0 }, 5)).toEqual([-10, -8, -6, -4, -2, 0])
  expect(decadeTicks({ low: -7, high: 0 }, 4)).toEqual([-6, -4, -2, 0])
})

it('has room for every number above 0, and its powers stand where they are', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-5, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const decades = decadesOf([[...values, 0, Number.NaN, Infinity]])
      for (const value of values) expect(10 ** decades.low <= value * (1 + 1e-9) && value <= 10 ** decades.high * (1 + 1e-9)).toBe(true)
      const ticks = decadeTicks(decades, 5)
      expect(ticks.length).toBeLessThanOrEqual(6)
      for (const power of ticks) expect(placeOf(10 ** power, decades)).toBeCloseTo((power - decades.low) / (decades.high - decades.low))
    }),
  )
})
