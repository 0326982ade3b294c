import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logTicks } from './log-ticks'

describe('logTicks', () => {
  it.each([
    [0.05, 2.4, 6, [0.05, 0.1, 0.2, 0.5, 1, 2]],
    [0.05, 2.4, 5, [0.1, 1]],
    [1e-6, 10, 4, [1e-6, 1e-4, 0.01, 1]],
    [0.31, 0.36, 5, [0.31, 0.32, 0.33, 0.34, 0.35, 0.36]],
    [0, 1, 5, []],
    [1, 1, 5, []],
    [NaN, 1, 5, []],
  ])('from %d to %d with room for %i', (low, high, most, ticks) => {
    expect(logTicks(low, high, most)).toEqual(ticks)
  })

  it('stays within the axis, rises, and is not much more than there is room for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        fc.double({ min: 1.02, max: 1e6, noNaN: true }),
        fc.integer({ min: 3, max: 8 }),
        (low, factor, most) => {
          const ticks = logTicks(low, low * factor, most)
          expect(ticks.length).toBeGreaterThan(0)
          expect(ticks.length).toBeLessThanOrEqual(most + 1)
          for (const [place, tick] of ticks.entries()) {
            expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-6))
            expect(tick).toBeLessThanOrEqual(low * factor * (1 + 1e-6))
            if (place > 0) expect(tick).toBeGreaterThan(ticks[place - 1]!)
          }
        },
      ),
    )
  })
})
