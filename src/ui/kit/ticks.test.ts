import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticksAbove, ticksAround, ticksBetween, ticksTo } from './ticks'

describe('ticksBetween', () => {
  it.each([
    [-1.3, 0.8, 5, [-1, -0.5, 0, 0.5]],
    [0.21, 0.39, 4, [0.25, 0.3, 0.35]],
    [3, 3, 4, [3]],
  ])('from %d to %d with room for %i', (low, high, most, ticks) => {
    expect(ticksBetween(low, high, most)).toEqual(ticks)
  })
})

describe('ticksAbove', () => {
  it.each([
    [2.31, 5, [0, 0.5, 1, 1.5, 2, 2.5]],
    [1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.3, 4, [0, 0.1, 0.2, 0.3]],
    [14_070, 4, [0, 5000, 10_000, 15_000]],
    [0, 4, [0]],
  ])('from 0 to %d or just above, with room for %i', (top, most, ticks) => {
    expect(ticksAbove(top, most)).toEqual(ticks)
  })
})

describe('ticksAround', () => {
  it.each([
    [-2.6, 3.1, 4, [-4, -2, 0, 2, 4]],
    [-1.7, -1.1, 4, [-1.8, -1.6, -1.4, -1.2, -1]],
    [0, 1, 4, [0, 0.5, 1]],
    [2, 2, 4, [0, 0.5, 1, 1.5, 2]],
  ])('from %d to %d or just around them, with room for %i', (low, top, most, ticks) => {
    expect(ticksAround(low, top, most)).toEqual(ticks)
  })
})

describe('ticksTo', () => {
  it.each([
    [2.31, 5, [0, 0.5, 1, 1.5, 2]],
    [1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.3, 4, [0, 0.1, 0.2, 0.3]],
    [14_070, 4, [0, 5000, 10_000]],
    [3, 4, [0, 1, 2, 3]],
    [0, 4, [0]],
    [NaN, 4, [0]],
  ])('to %d with room for %i', (top, most, ticks) => {
    expect(ticksTo(top, most)).toEqual(ticks)
  })

  it('has at most as many as there is room for, and some', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.integer({ min: 3, max: 10 }), (top, most) => {
        const ticks = ticksTo(top, most)
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        expect(ticks.at(-1)).toBeLessThanOrEqual(top * (1 + 1e-9))
      }),
    )
  })
})
