import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOfStep, StepSeries } from '../series'
import { MOST_POINTS, thinCurve } from './thin-curve'

function seriesOf(steps: number): StepSeries {
  const series = new StepSeries()
  const ones = Uint32Array.from({ length: steps }, () => 1)
  series.append({ firstStep: 0, losses: Float32Array.from({ length: steps }, (_, step) => step), correct: ones, examples: ones }, steps)
  return series
}

describe('thinCurve', () => {
  it('keeps every step of a short run', () => {
    const view = seriesOf(5).view()
    const curve = thinCurve(view)
    expect([...curve.steps]).toEqual([1, 2, 3, 4, 5])
    expect([...curve.loss]).toEqual([...view.smoothLoss])
    expect([...curve.seconds]).toEqual([1, 2, 3, 4, 5])
    expect([...curve.accuracy]).toEqual([1, 1, 1, 1, 1])
  })

  it('is bounded however long the run is, from its first step to its last, evenly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 100 }), (steps, most) => {
        const view = seriesOf(steps).view()
        const curve = thinCurve(view, most)
        expect(curve.steps.length).toBe(Math.min(steps, most))
        expect(curve.steps.at(-1)).toBe(steps)
        if (most > 1) expect(curve.steps[0]).toBe(1)
        const gaps = [...curve.steps].slice(1).map((step, place) => step - curve.steps[place]!)
        const widest = Math.max(...view.counts)
        expect(Math.max(0, ...gaps) - Math.min(Infinity, ...gaps)).toBeLessThanOrEqual(2 * widest)
        for (const [point, step] of curve.steps.entries()) expect(curve.loss[point]).toBe(view.smoothLoss[placeOfStep(view, step)])
      }),
      { numRuns: 30 },
    )
  })

  it('shares no memory with the series that goes on growing', () => {
    const series = seriesOf(3)
    const curve = thinCurve(series.view())
    series.clear()
    series.append({ firstStep: 0, losses: Float32Array.of(9), correct: Uint32Array.of(0), examples: Uint32Array.of(1) }, 9)
    expect(curve.loss[0]).toBe(0)
    expect(thinCurve(seriesOf(0).view()).steps.length).toBe(0)
    expect(thinCurve(seriesOf(3000).view()).steps.length).toBe(MOST_POINTS)
  })
})
