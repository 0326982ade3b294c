import { describe, expect, it } from 'vitest'
import { isPattern, patternAt } from './reads-pixels'

function read(change: (value: number, at: number) => number): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 4 * 256 }, (_, at) => change(at % 4 === 3 ? 255 : patternAt(at >> 2), at))
}

describe('a pattern that was read from a canvas', () => {
  it('has every grey once', () => {
    expect(new Set(Array.from({ length: 256 }, (_, pixel) => patternAt(pixel))).size).toBe(256)
  })

  it('is what was painted, also with other lowest bits', () => {
    expect(isPattern(read((value) => value))).toBe(true)
    expect(isPattern(read((value, at) => value ^ (at % 3)))).toBe(true)
  })

  it('is not what was painted where it is white, empty, or noise', () => {
    expect(isPattern(read(() => 255))).toBe(false)
    expect(isPattern(read(() => 0))).toBe(false)
    expect(isPattern(read((_, at) => (at * 7919) % 256))).toBe(false)
  })
})
