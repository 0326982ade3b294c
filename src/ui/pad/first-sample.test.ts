import { expect, it } from 'vitest'
import { firstSample } from './first-sample'
import { sampleDrawing } from './samples'

it('the first digit is that of the samples', () => {
  const { strokes, label } = sampleDrawing(0, 0)
  expect(firstSample.label).toBe(label)
  expect(firstSample.strokes).toHaveLength(strokes.length)
  for (const [index, { points, width }] of strokes.entries()) {
    const ours = firstSample.strokes[index]?.points ?? []
    expect(firstSample.strokes[index]?.width).toBeCloseTo(width, 4)
    expect(ours).toHaveLength(points.length)
    for (const [place, [x, y]] of points.entries()) {
      expect(ours[place]?.[0]).toBeCloseTo(x, 4)
      expect(ours[place]?.[1]).toBeCloseTo(y, 4)
    }
  }
})
