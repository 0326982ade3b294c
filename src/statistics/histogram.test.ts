import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BINS, EXPONENTS, histogramOf, quantileOf, widened } from './histogram'

const floats = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 })
const near = fc.array(fc.float({ noNaN: true, min: -2, max: 2 }), { minLength: 1, maxLength: 60 })

/** Which values are in a bin, by comparing each with its edges. */
function countBetween(values: readonly number[], exponent: number, bin: number): number {
  const edge = (place: number): number => (place - BINS / 2) * (2 ** (exponent + 1) / BINS)
  return values.filter((value) => value >= edge(bin) && (bin === BINS - 1 ? value <= edge(BINS) : value < edge(bin + 1))).length
}

describe('a histogram', () => {
  test('counts what lies between the edges of each bin', () => {
    fc.assert(
      fc.property(fc.oneof(floats, near), (values) => {
        const { exponent, counts } = histogramOf([values])
        expect([...counts]).toEqual(Array.from({ length: BINS }, (_, bin) => countBetween(values, exponent, bin)))
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length)
      }),
    )
  })

  test('has the narrowest range of a power of two', () => {
    fc.assert(
      fc.property(fc.oneof(floats, near), (values) => {
        const { exponent } = histogramOf([values])
        const largest = Math.max(...values.map(Math.abs))
        expect(2 ** exponent).toBeGreaterThanOrEqual(largest)
        if (exponent > EXPONENTS.min) expect(2 ** (exponent - 1)).toBeLessThan(largest)
        expect(exponent).toBeLessThanOrEqual(EXPONENTS.max)
      }),
    )
  })

  test('counts several arrays as one, and leaves out what is no number', () => {
    expect(histogramOf([Float32Array.of(0.5, NaN), Float32Array.of(-0.75, Infinity)])).toEqual(histogramOf([[0.5, -0.75]]))
    expect(histogramOf([[NaN]]).counts.every((count) => count === 0)).toBe(true)
  })

  test('has the ends of its range in its outermost bins, and 0 in the one above the middle', () => {
    const { exponent, counts } = histogramOf([[-1, 0, 1]])
    expect(exponent).toBe(0)
    expect([counts[0], counts[BINS / 2], counts[BINS - 1]]).toEqual([1, 1, 1])
    expect(histogramOf([[0, 0]])).toMatchObject({ exponent: EXPONENTS.min })
  })

  test('over a wider range is as if it had been counted there', () => {
    fc.assert(
      fc.property(near, fc.integer({ min: 2, max: 6 }), (values, exponent) => {
        const narrow = histogramOf([values])
        fc.pre(!values.includes(2 ** narrow.exponent))
        const there = histogramOf([[...values, 2 ** exponent]]).counts
        there[BINS - 1]!--
        expect(widened(narrow, exponent)).toEqual({ exponent, counts: there })
      }),
    )
    expect(() => widened(histogramOf([[3]]), 1)).toThrow(RangeError)
  })

  test('tells a quantile to a bin', () => {
    fc.assert(
      fc.property(near, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const histogram = histogramOf([values])
        const width = 2 ** (histogram.exponent + 1) / BINS
        const exact = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length - 1e-9) - 1)]!
        expect(Math.abs(quantileOf(histogram, share) - exact)).toBeLessThanOrEqual(width * (1 + 1e-9))
      }),
    )
    expect(quantileOf(histogramOf([]), 0.5)).toBeNaN()
  })
})
