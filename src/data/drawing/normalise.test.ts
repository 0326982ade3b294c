import { describe, expect, it } from 'vitest'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../testing/digits'
import { pictureFromInk } from './normalise'

/** Ink on [height,width] paper wherever `isInk` says so. */
function paper(width: number, height: number, isInk: (x: number, y: number) => boolean): Float32Array {
  return Float32Array.from({ length: width * height }, (_, index) => (isInk(index % width, Math.floor(index / width)) ? 1 : 0))
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0)
}

describe('pictureFromInk', () => {
  it('leaves an empty drawing empty', () => {
    expect(pictureFromInk(new Float32Array(30), 5, 6)).toEqual(new Float32Array(IMAGE_PIXELS))
  })

  it('takes the grain of a scan for paper', () => {
    expect(sum(pictureFromInk(new Float32Array(100).fill(0.05), 10, 10))).toBe(0)
  })

  it('refuses ink of another size', () => {
    expect(() => pictureFromInk(new Float32Array(29), 5, 6)).toThrow(new RangeError('ink: expected 5·6 = 30 values, got 29'))
  })

  it('scales the longer side to 20 pixels and keeps the ratio', () => {
    const picture = pictureFromInk(
      paper(200, 200, (x, y) => x >= 30 && x < 70 && y >= 90 && y < 170),
      200,
      200,
    )
    for (let row = 0; row < IMAGE_SIDE; row++) {
      for (let column = 0; column < IMAGE_SIDE; column++) {
        // 40×80 becomes 10×20; the middle between two pixels counts as the left and the upper one.
        const isInside = row >= 5 && row < 25 && column >= 10 && column < 20
        expect(picture[row * IMAGE_SIDE + column]).toBeCloseTo(isInside ? 1 : 0, 5)
      }
    }
  })

  it('averages: a pixel half covered is half grey', () => {
    // 30 rows of 3 columns become 20 of 2; 40 rows of 1 column become 20 of half a pixel.
    expect(Math.max(...pictureFromInk(new Float32Array(40).fill(1), 1, 40))).toBeCloseTo(0.5, 5)
    expect(sum(pictureFromInk(new Float32Array(90).fill(1), 3, 30))).toBeCloseTo(40, 3)
  })

  it('enlarges small ink too', () => {
    expect(sum(pictureFromInk(new Float32Array([1]), 1, 1))).toBeCloseTo(400, 2)
  })

  it('cuts nothing off when the mass lies far from the middle', () => {
    // A heavy corner with one thin arm along each side.
    const ink = paper(100, 100, (x, y) => (x < 30 && y < 30 ? true : x < 1 || y < 1))
    const picture = pictureFromInk(ink, 100, 100)
    expect(sum(picture)).toBeCloseTo(sum(ink) / 25, 2)
    expect(picture[8 * IMAGE_SIDE + 8]).toBeGreaterThan(0.9)
    expect(picture[8 * IMAGE_SIDE + 27]).toBeGreaterThan(0)
  })
})
