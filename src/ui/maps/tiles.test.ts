import { describe, expect, it } from 'vitest'
import { hitTile, layoutTiles, sheetOf, sheetSize, strongestPlace, type TilesRequest } from './tiles'

const conv: TilesRequest = { width: 1090, height: 520, ratio: 1, count: 16, map: { height: 26, width: 26 }, pixels: 28 }

describe('layoutTiles', () => {
  it('makes the maps as large as their room allows', () => {
    const layout = layoutTiles(conv)
    const { width, height } = sheetSize(layout, conv.map)
    expect(layout).toMatchObject({ isStacked: false, gap: 1 })
    expect(layout.columns * layout.rows).toBeGreaterThanOrEqual(16)
    expect(height * layout.cell).toBeLessThanOrEqual(520)
    expect(width * layout.cell).toBeLessThanOrEqual(1090 - 24 - 28 * layout.pixel)
    expect(layout.cell).toBeGreaterThanOrEqual(3)
  })

  it('stands under the drawing on a phone, in whole device pixels', () => {
    const layout = layoutTiles({ ...conv, width: 358, ratio: 2.625 })
    expect(layout.isStacked).toBe(true)
    expect(Number.isInteger(layout.cell) && Number.isInteger(layout.pixel)).toBe(true)
    expect(sheetSize(layout, conv.map).width * layout.cell).toBeLessThanOrEqual(358 * 2.625)
  })

  it('sets single values wall to wall', () => {
    expect(layoutTiles({ ...conv, count: 64, map: { height: 1, width: 1 } })).toMatchObject({ gap: 0, cell: 22 })
  })
})

describe('a sheet', () => {
  const set = { map: { height: 2, width: 2 }, count: 3 }
  const layout = { ratio: 1, pixel: 9, cell: 4, columns: 2, rows: 2, gap: 1, isStacked: false }
  // [2,2,3]
  const values = Float32Array.from({ length: 12 }, (_, index) => index)

  it('holds every map at its place, with nothing between', () => {
    const _ = Number.NaN
    expect(sheetOf(layout, set, values)).toEqual(
      Float32Array.of(0, 3, _, 1, 4, 6, 9, _, 7, 10, _, _, _, _, _, 2, 5, _, _, _, 8, 11, _, _, _),
    )
  })

  it('tells what lies at a point', () => {
    expect(hitTile(layout, set, 4.5, 1.2)).toEqual({ unit: 1, row: 1, column: 1 })
    expect(hitTile(layout, set, 0, 3)).toEqual({ unit: 2, row: 0, column: 0 })
    expect(hitTile(layout, set, 2.5, 0)).toBeNull()
    expect(hitTile(layout, set, 3, 3)).toBeNull()
    expect(hitTile(layout, set, -0.5, 0)).toBeNull()
  })

  it('finds where a map answers most', () => {
    expect(strongestPlace(set, Float32Array.of(0, 0, 0, 1, 0, 0, -2, 0, 0, 1, 0, 0), 0)).toEqual({ unit: 0, row: 1, column: 0 })
  })
})
