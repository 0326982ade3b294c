import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../testing/digits'
import type { Stroke } from '../strokes'
import { pictureFromStrokes } from './picture'
import { type Backdrop, eraseSheet, readyBackdrop, normaliseSheet, pictureFromSheet } from './sheet'

const stroke: Stroke = {
  points: [
    [0.25, 0.2],
    [0.75, 0.8],
  ],
  width: 0.07,
}

/** A block of 8×12 pixels in a picture of MNIST's size. */
const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => {
  const [row, column] = [Math.floor(pixel / IMAGE_SIDE), pixel % IMAGE_SIDE]
  return row >= 8 && row < 20 && column >= 10 && column < 18 ? 0.9 : 0
})

/** The same block in a larger picture, in its upper left corner. */
const photograph: Backdrop = {
  ink: {
    data: Float32Array.from({ length: 160 * 160 }, (_, pixel) => (Math.floor(pixel / 160) < 48 && pixel % 160 < 32 ? 0.9 : 0)),
    width: 160,
    height: 160,
  },
  isNormalised: false,
}

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0)

describe('a sheet', () => {
  it('of strokes alone is what its strokes are', () => {
    expect(pictureFromSheet({ strokes: [stroke] })).toEqual(pictureFromStrokes([stroke]))
    expect(pictureFromSheet({ strokes: [] })).toEqual(new Float32Array(IMAGE_PIXELS))
    expect(normaliseSheet({ strokes: [] })).toBeNull()
  })

  it('with a picture of MNIST is read as it stands, and strokes join it in place', () => {
    const backdrop = readyBackdrop(picture)
    expect(pictureFromSheet({ strokes: [], backdrop })).toEqual(picture)
    expect(normaliseSheet({ strokes: [], backdrop })).toBeNull()
    const both = pictureFromSheet({ strokes: [stroke], backdrop })
    expect(picture.every((grey, pixel) => both[pixel]! >= grey)).toBe(true)
    expect(both[7 * IMAGE_SIDE + 8]).toBeGreaterThan(0.5)
    expect(backdrop.ink.data).toEqual(picture)
  })

  it('with a photograph is cropped, scaled and centred', () => {
    const steps = normaliseSheet({ strokes: [], backdrop: photograph })!
    expect(steps.crop).toEqual({ left: 0, top: 0, width: 0.2, height: 0.3 })
    expect([steps.scaled.width, steps.scaled.height]).toEqual([14, 20])
    expect(pictureFromSheet({ strokes: [], backdrop: photograph })).toEqual(steps.picture)
    // 13⅓ of the 14 columns are covered.
    expect(sum(steps.picture)).toBeCloseTo(0.9 * 20 * (40 / 3), 1)
  })

  it('tells how it was made: the box holds the pen, the picture is the scaled ink at its place', () => {
    const { crop, scaled, placed, picture: made } = normaliseSheet({ strokes: [stroke] })!
    expect(crop.left).toBeCloseTo(0.25 - 0.035)
    expect(crop.height).toBeCloseTo(0.6 + 0.07)
    expect(scaled.height).toBe(20)
    for (let row = 0; row < scaled.height; row++) {
      const start = (placed.top + row) * IMAGE_SIDE + placed.left
      expect(made.subarray(start, start + scaled.width)).toEqual(scaled.data.subarray(row * scaled.width, (row + 1) * scaled.width))
    }
    expect(placed.left + placed.centre[0]).toBeGreaterThan(13.4)
    expect(placed.left + placed.centre[0]).toBeLessThan(14.6)
  })

  it('is rubbed out, strokes and picture alike', () => {
    const backdrop = readyBackdrop(picture)
    const rubbed = eraseSheet({ strokes: [stroke], backdrop }, [[0.5, 0.5]], 0.1)
    expect(rubbed.strokes).toHaveLength(2)
    expect(rubbed.backdrop?.ink.data[14 * IMAGE_SIDE + 14]).toBe(0)
    expect(rubbed.backdrop?.isNormalised).toBe(true)
    expect(backdrop.ink.data).toEqual(picture)
    const nothing = eraseSheet(
      { strokes: [], backdrop },
      [
        [0, 0.5],
        [1, 0.5],
      ],
      0.5,
    )
    expect(nothing).toEqual({ strokes: [] })
    const sheet = { strokes: [stroke] }
    expect(eraseSheet(sheet, [[0.9, 0.1]], 0.02)).toBe(sheet)
  })
})
