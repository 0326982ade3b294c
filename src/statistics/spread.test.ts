import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf, type Line } from './band'
import { spreadOf } from './spread'

const value = fc.double({ min: -100, max: 100, noNaN: true })

/** The same by the sum of squares, as a textbook has it. */
function counted(values: readonly number[]): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0]
  for (const each of values) {
    sum += each
    squares += each * each
  }
  const n = values.length
  return { mean: sum / n, deviation: Math.sqrt(Math.max(0, (squares - (sum * sum) / n) / (n - 1))) }
}

describe('spreadOf', () => {
  it('knows a sample by hand', () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7), count: 8 })
    expect(spreadOf([0.98])).toEqual({ mean: 0.98, deviation: null, count: 1 })
    expect(spreadOf([])).toBeNull()
  })

  it('agrees with another way of counting', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), (values) => {
        const { mean, deviation } = counted(values)
        const spread = spreadOf(values)
        expect(spread?.mean).toBeCloseTo(mean, 8)
        expect(spread?.deviation).toBeCloseTo(deviation, 4)
      }),
    )
  })

  it('keeps its digits where values are close to each other', () => {
    expect(spreadOf([1e6 + 0.001, 1e6 + 0.002, 1e6 + 0.003])?.deviation).toBeCloseTo(0.001, 6)
  })
})

describe('bandOf', () => {
  it('is mean and deviation at every point of lines that share theirs', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 6 })
          .chain((lines) => fc.array(fc.array(value, { minLength: lines, maxLength: lines }), { minLength: 1, maxLength: 30 })),
        (points) => {
          const x = points.map((_, place) => 10 * place)
          const lines = points[0]!.map((_, line): Line => ({ x, y: points.map((values) => values[line]!) }))
          const band = bandOf(lines)
          expect(band.x).toEqual(x)
          points.forEach((values, place) => {
            expect(band.mean[place]).toBeCloseTo(counted(values).mean, 8)
            expect(band.deviation[place]).toBeCloseTo(counted(values).deviation, 4)
          })
        },
      ),
    )
  })

  it('goes straight from point to point of lines with points of their own, as far as all go', () => {
    const band = bandOf([
      { x: [0, 1, 2, 3, 4], y: [0, 1, 2, 3, 4] },
      { x: [0.5, 2.5], y: [1, 5] },
    ])
    expect(band).toEqual({ x: [1, 2], mean: [1.5, 3], deviation: [Math.SQRT1_2, Math.SQRT2] })
  })

  it('of one line is that line, and of none is empty', () => {
    expect(bandOf([{ x: [1, 2], y: [3, 4] }])).toEqual({ x: [1, 2], mean: [3, 4], deviation: [0, 0] })
    expect(bandOf([])).toEqual({ x: [], mean: [], deviation: [] })
  })
})
