import { describe, expect, it } from 'vitest'
import { paintValues } from './paint'

const palette = Uint32Array.from({ length: 256 }, (_, index) => 0xff000000 | index)

function painted(values: number[], low: number, high: number): number[] {
  const pixels = new Uint32Array(values.length)
  paintValues(Float32Array.from(values), pixels, palette, low, high)
  return Array.from(pixels, (word) => (word === 0 ? -1 : word & 0xff))
}

describe('paintValues', () => {
  it('spreads the range over the palette, ends included', () => {
    expect(painted([0, 0.5, 1], 0, 1)).toEqual([0, 128, 255])
    expect(painted([-1, 0, 1], -1, 1)).toEqual([0, 128, 255])
  })

  it('rounds to the nearest colour', () => {
    expect(painted([0.4 / 255, 0.6 / 255, 254.4 / 255], 0, 1)).toEqual([0, 1, 254])
  })

  it('holds the end colours beyond the range', () => {
    expect(painted([-7, 7, -Infinity, Infinity], -1, 1)).toEqual([0, 255, 0, 255])
  })

  it('leaves a value that is not a number transparent', () => {
    expect(painted([Number.NaN], 0, 1)).toEqual([-1])
  })
})
