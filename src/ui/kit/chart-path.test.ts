import { expect, it } from 'vitest'
import { areaPath, dotsPath, linePath, logPlace, powerAbove, spansPath } from './chart-path'

it('draws with 0 at the foot', () => {
  const points = [
    [0, 0],
    [0.5, 1],
  ] as const
  expect(linePath(points)).toBe('M0 1L0.5 0')
  expect(dotsPath(points)).toBe('M0 1h0M0.5 0h0')
  expect(spansPath([[0.5, 0.25, 0.75]])).toBe('M0.5 0.75V0.25')
})

it('fills what is between two lines', () => {
  expect(
    areaPath([
      [0, 0.25, 0.75],
      [1, 0, 1],
    ]),
  ).toBe('M0 0.25L1 0L1 1L0 0.75Z')
  expect(areaPath([])).toBe('')
})

it('gives a single answer a height, and none to nothing', () => {
  expect([logPlace(0, 1000), logPlace(1000, 1000)]).toEqual([0, 1])
  expect(logPlace(1, 1000)).toBeGreaterThan(0.05)
})

it.each([
  [0, 10],
  [10, 10],
  [11, 100],
  [9_876, 10_000],
])('an axis for %i ends at %i', (count, end) => {
  expect(powerAbove(count)).toBe(end)
})
