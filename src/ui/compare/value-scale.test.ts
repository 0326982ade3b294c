import { describe, expect, it } from 'vitest'
import { scaleOf } from './value-scale'

describe('scaleOf', () => {
  it('begins with 0 where it is linear', () => {
    const { place, ticks } = scaleOf('linear', 0.1, 2, 5)
    expect([-1, 0, 1, 2, 3].map(place)).toEqual([0, 0, 0.5, 1, 1])
    expect(ticks).toEqual([0, 0.5, 1, 1.5, 2])
  })

  it('ends with a number at or above the highest value', () => {
    const { place, ticks } = scaleOf('linear', 0.1, 2.3, 5)
    expect(ticks).toEqual([0, 0.5, 1, 1.5, 2, 2.5])
    expect(place(2.5)).toBe(1)
    expect(place(2.3)).toBeCloseTo(0.92)
  })

  it('gives equal ratios equal room where it is logarithmic', () => {
    const { place, ticks } = scaleOf('log', 0.01, 1, 5)
    expect(place(0.1)).toBeCloseTo(0.5)
    expect([0, 0.001, 0.01, 1, 5].map(place)).toEqual([0, 0, 0, 1, 1])
    expect(ticks).toEqual([0.01, 0.1, 1])
  })

  it('is not pressed to the top by a value of almost 0', () => {
    expect(scaleOf('log', 1e-30, 1, 5).place(1e-3)).toBeGreaterThan(0.3)
  })

  it('is linear where no value is above 0, or all are one', () => {
    expect(scaleOf('log', 0, 0, 5).ticks).toEqual([0])
    expect(scaleOf('log', 1, 1, 5).place(0.5)).toBe(0.5)
  })
})
