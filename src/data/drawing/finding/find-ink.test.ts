import { describe, expect, it } from 'vitest'
import { inkRegion } from '../normalise'
import type { Ink } from '../raster'
import { findInk } from './find-ink'
import { backdropOf } from './sheet-of'

const SIDE = 100

/** The ink of a picture of one thing; null when nothing stands out. */
function inkFromPixels(pixels: Uint8ClampedArray, width: number, height: number): Ink | null {
  const found = findInk(pixels, width, height)
  expect(found.kind).not.toBe('crowded')
  return found.kind === 'ink' ? found.ink : null
}

type Shade = (x: number, y: number) => number | readonly [red: number, green: number, blue: number, alpha: number]

/** A picture by its lightness in 0…1, or by bytes. */
function pixels(shade: Shade): Uint8ClampedArray {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE)
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const value = shade(pixel % SIDE, Math.floor(pixel / SIDE))
    data.set(typeof value === 'number' ? [255 * value, 255 * value, 255 * value, 255] : value, 4 * pixel)
  }
  return data
}

const isBar = (x: number, y: number): boolean => x >= 45 && x < 55 && y >= 20 && y < 80
const bar = { left: 45, top: 20, width: 10, height: 60 }

describe('findInk', () => {
  it.each<[string, Shade]>([
    ['dark on light', (x, y) => (isBar(x, y) ? 0.1 : 0.95)],
    ['light on dark', (x, y) => (isBar(x, y) ? 0.9 : 0.05)],
    ['pencil on grey paper', (x, y) => (isBar(x, y) ? 0.45 : 0.7)],
    ['blue on yellow', (x, y) => (isBar(x, y) ? [20, 40, 160, 255] : [240, 230, 140, 255])],
    ['black on nothing', (x, y) => (isBar(x, y) ? [0, 0, 0, 255] : [0, 0, 0, 0])],
    ['light that falls off to one side', (x, y) => (0.95 - 0.006 * x) * (isBar(x, y) ? 0.3 : 1)],
    ['grain', (x, y) => (isBar(x, y) ? 0.2 : 0.9) + 0.03 * Math.sin(12.9898 * x + 78.233 * y)],
  ])('finds %s', (_, shade) => {
    const ink = inkFromPixels(pixels(shade), SIDE, SIDE)
    expect(ink).not.toBeNull()
    expect(inkRegion(ink!)).toEqual(bar)
    expect(ink!.data[50 * SIDE + 50]).toBeGreaterThan(0.9)
    expect(ink!.data[5 * SIDE + 5]).toBe(0)
  })

  it('finds a digit that touches the border', () => {
    const ink = inkFromPixels(
      pixels((x) => (x >= 45 && x < 55 ? 0.1 : 0.9)),
      SIDE,
      SIDE,
    )
    expect(inkRegion(ink!)).toEqual({ left: 45, top: 0, width: 10, height: 100 })
  })

  it.each<[string, Shade]>([
    ['an even sheet', () => 0.8],
    ['a shadow', (x) => 0.9 - 0.005 * x],
    ['a little grain', (x, y) => 0.8 + 0.03 * Math.sin(12.9898 * x + 78.233 * y)],
  ])('finds nothing in %s', (_, shade) => {
    expect(inkFromPixels(pixels(shade), SIDE, SIDE)).toBeNull()
  })

  it('widens a thread to a line that can be read', () => {
    const ink = inkFromPixels(
      pixels((x, y) => (x === 50 && y >= 10 && y < 90 ? 0 : 1)),
      SIDE,
      SIDE,
    )!
    const sheet = backdropOf(ink, SIDE).ink
    const across = Array.from({ length: SIDE }, (_, x) => sheet.data[50 * SIDE + x]!).reduce((sum, grey) => sum + grey, 0)
    // 1.7 of 20 pixels are 6.8 of these 80.
    expect(across).toBeGreaterThan(5)
    expect(across).toBeLessThan(9)
  })

  it('takes pictures of one pixel, one row and one column', () => {
    expect(inkFromPixels(new Uint8ClampedArray([0, 0, 0, 255]), 1, 1)).toBeNull()
    expect(() => inkFromPixels(new Uint8ClampedArray(4 * 30).fill(128), 30, 1)).not.toThrow()
    expect(() => inkFromPixels(new Uint8ClampedArray(4 * 30).fill(128), 1, 30)).not.toThrow()
  })
})
