import { describe, expect, it } from 'vitest'
import { MOST_THREADS, simulate, slicesOf } from './scaling'

/** A step that takes as long as its examples, and a little. */
const steps = new Map(slicesOf(64).map((slice) => [slice, 0.2 * slice + 1]))

describe('threads that are not there', () => {
  const two = 0.2 * 32 + 1 + 0.1 + 0.3
  const table = simulate({
    examples: 64,
    steps,
    two,
    handover: 0.1,
    measured: new Map([
      [1, 13.8],
      [2, two],
    ]),
  })

  it('compute the largest slice, after messages one by one, and all wait once', () => {
    expect(table.map(({ threads }) => threads)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(table.map(({ slice }) => slice)).toEqual([64, 32, 22, 16, 13, 11, 10, 8])
    expect(table[0]?.simulated).toBeCloseTo(13.8, 12)
    expect(table[1]?.simulated).toBeCloseTo(two, 12)
    expect(table[7]?.simulated).toBeCloseTo(0.2 * 8 + 1 + 0.3 + 7 * 0.1, 12)
    expect(table[7]?.times).toBeCloseTo(13.8 / 3.6, 12)
  })

  it('stand beside those that are', () => {
    expect(table.map(({ measured }) => measured !== null)).toEqual(Array.from({ length: MOST_THREADS }, (_, place) => place < 2))
    expect(table[1]?.measured).toBeCloseTo(table[1]!.times, 12)
  })

  it('are not made up from steps that nobody measured', () => {
    expect(() => simulate({ examples: 64, steps: new Map([[64, 1]]), two: 1, handover: 0, measured: new Map() })).toThrow(
      'no step of 32 examples',
    )
  })
})
