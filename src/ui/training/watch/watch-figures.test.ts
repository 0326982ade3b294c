import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { histogramOf } from '../../../statistics/histogram'
import { probeOf } from '../../../state/watch/probe.fixture'
import { COLUMNS, heatOf } from './heat'
import { layerNorms } from './layer-norms'
import { nearestStep, placeOf, stepTicks, type StepAxis } from './step-axis'

const even: StepAxis = { spacing: 'even', end: 1000 }
const log: StepAxis = { spacing: 'log', end: 1000 }

describe('steps along a chart', () => {
  test('go from the left to the right, and the nearest one is found again', () => {
    const steps = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }).map((some) => some.toSorted((a, b) => a - b))
    fc.assert(
      fc.property(steps, fc.constantFrom(even, log), (some, axis) => {
        for (const step of some) expect(nearestStep(axis, some, placeOf(axis, step))).toBe(step)
        const places = some.map((step) => placeOf(axis, step))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
    expect([placeOf(log, 0), placeOf(log, 1000), placeOf(even, 250)]).toEqual([0, 1, 0.25])
    expect(placeOf({ spacing: 'log', end: 0 }, 0)).toBe(0)
  })

  test('have round numbers, no more than there is room for', () => {
    const labels = (axis: StepAxis) => stepTicks(axis, String).map(({ label }) => label)
    expect(labels(even)).toEqual(['0', '200', '400', '600', '800', '1000'])
    expect(labels(log)).toEqual(['0', '1', '10', '100', '1000'])
    expect(labels({ spacing: 'log', end: 5e6 })).toEqual(['0', '1', '100', '10000', '5000000'])
    expect(labels({ spacing: 'log', end: 0 })).toEqual(['0'])
  })
})

test('norms of a layer are those of its tensors as one', () => {
  const [whole, lstm, dense] = layerNorms(probeOf(3))
  expect(lstm).toEqual({ layer: 'lstm', gradient: 0.5, update: Math.hypot(0.01, 0.01) / 5 })
  expect(dense).toEqual({ layer: 'dense', gradient: 1.2, update: 0.005 })
  expect(whole).toMatchObject({ layer: null, gradient: Math.hypot(0.3, 0.4, 1.2) })
  expect(layerNorms(probeOf(3, null)).every(({ update }) => update === null)).toBe(true)
})

describe('a map of histograms', () => {
  const column = (step: number, ...values: number[]) => ({ step, values: histogramOf([values]) })

  test('has the share of every value in the column of the nearest step', () => {
    const heat = heatOf([column(0, 0.1, 0.1, 0.6, 0.9), column(1000, 0.6, 0.6, 0.6, 0.6)], [0, 1], even)
    expect(heat).toMatchObject({ low: 0, high: 1, rows: 64, top: 1 })
    const shade = (value: number, at: number): number => heat.shades[(63 - Math.floor(value * 64)) * COLUMNS + at]!
    expect([shade(0.1, 0), shade(0.6, 0), shade(0.9, 0), shade(0.3, 0)]).toEqual([Math.sqrt(0.5), 0.5, 0.5, 0].map(Math.fround))
    expect([shade(0.6, COLUMNS - 1), shade(0.1, COLUMNS - 1)]).toEqual([1, 0])
    expect(shade(0.1, COLUMNS / 2 - 1)).toBeGreaterThan(0)
    expect(shade(0.1, COLUMNS / 2)).toBe(0)
  })

  test('shows what has no bounds where it ever was, in rows that have room', () => {
    const anything = fc.array(fc.float({ noNaN: true, min: -50, max: 50 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(anything, anything, (first, last) => {
        const { low, high, rows, shades } = heatOf([column(0, ...first), column(7, ...last)], null, { spacing: 'log', end: 7 })
        const all = [...first, ...last].filter((value) => Math.abs(value) > 1e-3)
        for (const value of all) expect(value >= low && value <= high).toBe(true)
        expect(rows).toBeGreaterThan(0)
        expect(rows).toBeLessThanOrEqual(64)
        expect(shades).toHaveLength(rows * COLUMNS)
        expect(shades.every((shade) => shade >= 0 && shade <= 1)).toBe(true)
      }),
    )
  })

  test('of what is 0 from beginning to end has a row', () => {
    const heat = heatOf([column(0, 0, 0)], null, even)
    expect(heat.rows).toBe(1)
    expect(heat.shades.every((shade) => shade === 1)).toBe(true)
  })
})
