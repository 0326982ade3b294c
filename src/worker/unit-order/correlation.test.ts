import { describe, expect, test } from 'vitest'
import { Correlation } from './correlation'

describe('Correlation', () => {
  test('is 0 for units that move alike, 2 for opposites, 1 for one that stands still', () => {
    const correlation = new Correlation(4)
    for (const value of [0.5, -1, 2, 0]) correlation.add(Float32Array.of(9, value, 3 * value + 1, -value, 0.25), 1)
    const distances = correlation.distances()
    const at = (a: number, b: number): number => distances[a * 4 + b]!
    expect(at(0, 1)).toBeCloseTo(0, 12)
    expect(at(0, 2)).toBeCloseTo(2, 12)
    expect([at(0, 3), at(3, 1), at(2, 2)]).toEqual([1, 1, 0])
    expect(at(1, 2)).toBe(at(2, 1))
  })

  test('is Pearson’s', () => {
    const correlation = new Correlation(2)
    for (const [a, b] of [
      [1, 2],
      [2, 1],
      [3, 4],
      [4, 3],
    ] as const)
      correlation.add(Float32Array.of(a, b), 0)
    expect(correlation.distances()[1]).toBeCloseTo(1 - 0.6, 12)
  })
})
