import { describe, expect, it } from 'vitest'
import { normaliseSheet } from '../../data/drawing'
import { centreBox, cropBox, DONE, MAKING_TIME, massIn, scaleBox, shiftOf, stagesAt } from './making-stages'

const steps = normaliseSheet({
  strokes: [
    {
      points: [
        [0.1, 0.1],
        [0.1, 0.8],
        [0.3, 0.8],
      ],
      width: 0.07,
    },
  ],
})!

describe('how the picture is made', () => {
  it('goes step by step and ends with all done', () => {
    expect(stagesAt(0)).toEqual({ crop: 0, scale: 0, centre: 0 })
    expect(stagesAt(MAKING_TIME)).toEqual(DONE)
    const middle = stagesAt(MAKING_TIME / 2)
    expect([middle.crop, middle.centre]).toEqual([1, 0])
    expect(middle.scale).toBeGreaterThan(0.3)
  })

  it('crops from the whole pad to the ink', () => {
    expect(cropBox(steps, 0)).toEqual({ left: 0, top: 0, width: 1, height: 1 })
    expect(cropBox(steps, 1).top).toBeCloseTo(0.1 - 0.035)
    expect(cropBox(steps, 1).height).toBeCloseTo(0.77)
  })

  it('scales the longer side to 20 of 28 pixels, in the middle', () => {
    expect(scaleBox(steps, 0).height).toBeCloseTo(0.77)
    const { top, height } = scaleBox(steps, 1)
    expect(height).toBeCloseTo(20 / 28)
    expect(top).toBeCloseTo(4 / 28)
  })

  it('moves the weight to the centre, to within half a pixel', () => {
    const [x, y] = massIn(steps, centreBox(steps, 1))
    expect(Math.abs(x - 14.5 / 28)).toBeLessThanOrEqual(0.5 / 28 + 1e-9)
    expect(Math.abs(y - 14.5 / 28)).toBeLessThanOrEqual(0.5 / 28 + 1e-9)
    const [right, down] = shiftOf(steps)
    expect(centreBox(steps, 1).left - centreBox(steps, 0).left).toBeCloseTo(right / 28)
    // The foot of an L is heavy: it moves up, and to the right of its stem there is little.
    expect(down).toBeLessThan(0)
    expect(right).toBeGreaterThan(0)
  })
})
