import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../core/task'
import { outlinePath, rectanglePixels, regionPath } from './region'

const size = DIGITS.input

describe('regionPath', () => {
  it('covers pixels, merged along rows', () => {
    expect(regionPath([0, 1, 2, 30], size)).toBe('M0 0h3v1h-3zM2 1h1v1h-1z')
    expect(
      regionPath(
        Array.from({ length: 784 }, (_, pixel) => pixel),
        size,
      ).match(/M/g),
    ).toHaveLength(28)
    expect(regionPath([], size)).toBe('')
  })
})

describe('outlinePath', () => {
  it('draws only the edge of what holds together', () => {
    expect(outlinePath(rectanglePixels([2, 3], [5, 7], size), size)).toBe('M5 2h3M5 4h3M5 2v2M8 2v2')
  })

  it('keeps to the picture’s own edges', () => {
    expect(outlinePath(rectanglePixels([27, 27], [0, 27], size), size)).toBe('M0 27h28M0 28h28M0 27v1M28 27v1')
  })
})
