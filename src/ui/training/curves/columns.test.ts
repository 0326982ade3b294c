import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf } from './columns'

function lineOf(count: number, value = (step: number) => Math.sin(step)) {
  const steps = Float64Array.from({ length: count }, (_, place) => place + 1)
  const middle = Float32Array.from(steps, value)
  return { steps, line: { low: middle.map((each) => each - 1), high: middle.map((each) => each + 1), middle } }
}

describe('the columns of a chart', () => {
  test('are the points themselves where there is room for all', () => {
    const { steps, line } = lineOf(100)
    const drawn = columnsOf(steps, line, { from: 0, to: 100 }, 200)
    expect(drawn.steps).toEqual(steps)
    expect(drawn.middle.buffer).toBe(line.middle.buffer)
  })

  test('of a part are those in view, and their neighbours', () => {
    const { steps, line } = lineOf(100)
    const drawn = columnsOf(steps, line, { from: 20, to: 30 }, 200)
    expect([drawn.steps[0], drawn.steps.at(-1)]).toEqual([19, 31])
  })

  test('are no more than there is room for, and lose no extreme', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8192 }), fc.integer({ min: 10, max: 1000 }), fc.nat(8191), (count, most, spike) => {
        const { steps, line } = lineOf(count, (step) => (step === spike ? 99 : 0.5))
        const drawn = columnsOf(steps, line, { from: 0, to: count }, most)
        expect(drawn.steps.length).toBeLessThanOrEqual(most + 3)
        expect(Math.max(...drawn.high)).toBe(Math.max(...line.high))
        expect(Math.min(...drawn.low)).toBe(Math.min(...line.low))
        expect(drawn.steps.at(-1)).toBe(count)
        for (let place = 1; place < drawn.steps.length; place++) expect(drawn.steps[place]!).toBeGreaterThan(drawn.steps[place - 1]!)
      }),
      { numRuns: 40 },
    )
  })

  test('of nothing are none', () => {
    expect(columnsOf(new Float64Array(0), lineOf(0).line, { from: 0, to: 20 }, 100).steps).toHaveLength(0)
  })
})
