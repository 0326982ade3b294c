import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movedTo, pinched, stretched, windowWithin } from './step-window'

const whole = { from: 0, to: 1000 }

describe('a window of steps', () => {
  test.each([
    ['inside', { from: 100, to: 300 }, { from: 100, to: 300 }],
    ['the wrong way round', { from: 300, to: 100 }, { from: 100, to: 300 }],
    ['beyond the end', { from: 900, to: 1100 }, { from: 800, to: 1000 }],
    ['before the beginning', { from: -50, to: 50 }, { from: 0, to: 100 }],
    ['too narrow', { from: 500, to: 500 }, { from: 495, to: 505 }],
    ['the whole', { from: 0, to: 1000 }, null],
    ['more than the whole', { from: -500, to: 2000 }, null],
  ])('%s', (_, asked, shown) => {
    expect(windowWithin(whole, asked)).toEqual(shown)
  })

  test('is always within a whole, also within one of a few steps', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), number, number, (to, a, b) => {
        const shown = windowWithin({ from: 0, to }, { from: a, to: b })
        if (shown === null) return
        expect(shown.from).toBeGreaterThanOrEqual(0)
        expect(shown.to).toBeLessThanOrEqual(to + 1e-6)
        expect(shown.to - shown.from).toBeGreaterThan(0)
      }),
    )
  })

  test('is stretched about a step', () => {
    expect(stretched({ from: 100, to: 300 }, 0.5, 100)).toEqual({ from: 100, to: 200 })
    expect(stretched({ from: 100, to: 300 }, 2, 200)).toEqual({ from: 0, to: 400 })
  })

  test('follows a step that leaves it', () => {
    expect(movedTo({ from: 100, to: 300 }, 250)).toEqual({ from: 100, to: 300 })
    expect(movedTo({ from: 100, to: 300 }, 320)).toEqual({ from: 120, to: 320 })
    expect(movedTo({ from: 100, to: 300 }, 60)).toEqual({ from: 60, to: 260 })
  })

  test('keeps two steps under two fingers', () => {
    expect(pinched([200, 400], [0.25, 0.75])).toEqual({ from: 100, to: 500 })
    expect(pinched([200, 400], [0.75, 0.25])).toBeNull()
    expect(pinched([200, 400], [0.5, 0.5])).toBeNull()
  })
})
