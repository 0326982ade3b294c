import { describe, expect, test } from 'vitest'
import { extentOf, valueRange } from './value-range'

const loss = { scale: 'linear', most: null, empty: 2.5 } as const
const accuracy = { scale: 'linear', most: 1, empty: 1 } as const
const whole = { points: [], shown: { from: 0, to: 100 }, isZoomed: false }

describe('the extent of lines', () => {
  const steps = [1, 2, 3, 4]
  const nothing = steps.map(() => NaN)

  test('is that of the one line which has values', () => {
    const rate = [0.001, 0.002, 0.004, 0.004]
    expect(extentOf(steps, [nothing, nothing, rate], { from: 0, to: 4 })).toEqual({ low: 0.001, high: 0.004 })
    const axis = { scale: 'linear', most: null, empty: 0.001 } as const
    expect(valueRange(axis, extentOf(steps, [nothing, nothing, rate], whole.shown), whole)[1]).toBeGreaterThan(0.004)
  })

  test('leaves out what is not in view and what is no number', () => {
    expect(
      extentOf(
        steps,
        [
          [9, 2, Infinity, 8],
          [NaN, 1, 3, NaN],
        ],
        { from: 2, to: 3 },
      ),
    ).toEqual({ low: 1, high: 3 })
    expect(extentOf(steps, [nothing], { from: 0, to: 4 })).toEqual({ low: null, high: null })
    expect(extentOf([], [[]], { from: 0, to: 4 })).toEqual({ low: null, high: null })
  })
})

describe('the axis of values', () => {
  test('begins with 0 while the whole run is in view', () => {
    expect(valueRange(loss, { low: 0.5, high: 2 }, whole)).toEqual([0, 2.1])
    expect(valueRange(accuracy, { low: 0.1, high: 0.4 }, whole)).toEqual([0, 1])
    expect(valueRange(loss, { low: null, high: null }, whole)).toEqual([0, 2.625])
  })

  test('goes close to what is in view of a part, and no further than there can be values', () => {
    const zoomed = { ...whole, isZoomed: true }
    expect(valueRange(loss, { low: 0.5, high: 1.5 }, zoomed)).toEqual([0.45, 1.55])
    expect(valueRange(accuracy, { low: 0.9, high: 1 }, zoomed)[1]).toBe(1)
    expect(valueRange(loss, { low: 0.01, high: 1.01 }, zoomed)[0]).toBe(0)
  })

  test('has room for the points in view, and for no others', () => {
    const points = [
      { step: 50, value: 3 },
      { step: 150, value: 9 },
    ]
    expect(valueRange(loss, { low: 0.5, high: 2 }, { ...whole, points })[1]).toBeCloseTo(3.15)
  })

  test('ends where a loss is not finite', () => {
    expect(valueRange(loss, { low: 1, high: Infinity }, whole)).toEqual([0, 1.05])
    expect(valueRange(loss, { low: NaN, high: NaN }, whole)).toEqual([0, 2.625])
  })

  test('has a foot above 0 where it is logarithmic', () => {
    const log = { ...loss, scale: 'log' } as const
    const [low, high] = valueRange(log, { low: 0, high: 2 }, whole)
    expect(low).toBeGreaterThan(0)
    expect(high).toBeCloseTo(2.1)
    expect(valueRange(log, { low: 1, high: 1 }, whole)[0]).toBeLessThan(0.1)
    expect(valueRange(log, { low: null, high: null }, whole)[0]).toBeGreaterThan(0)
    expect(valueRange(log, { low: 0, high: 0 }, whole)).toEqual([0.25, 2.5])
  })
})
