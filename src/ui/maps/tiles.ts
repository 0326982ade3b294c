/** Where the maps of a picture layer stand: a sheet of equal tiles in whole device pixels, beside the drawing. */

export interface TilesRequest {
  /** Room for drawing and sheet, CSS pixels. */
  readonly width: number
  /** What the sheet should keep to where it can, CSS pixels. */
  readonly height: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
  /** Number of maps. */
  readonly count: number
  /** Of one map, in its own pixels. */
  readonly map: { readonly height: number; readonly width: number }
  /** Columns of the drawing, in its own pixels. */
  readonly pixels: number
}

/** A sheet of maps. Lengths in device pixels; divide by `ratio` for CSS. */
export interface SheetLayout {
  readonly ratio: number
  /** Side of a pixel of a map. */
  readonly cell: number
  readonly columns: number
  readonly rows: number
  /** Between tiles, in pixels of a map: the sheet is one canvas. */
  readonly gap: number
}

/** A sheet and the drawing. */
export interface TilesLayout extends SheetLayout {
  /** Side of a pixel of the drawing. */
  readonly pixel: number
  /** Whether the sheet stands under the drawing instead of beside it. */
  readonly isStacked: boolean
}

/** CSS pixels. */
const SPACE = 24
const DRAWING = { beside: 9, stacked: 8 } as const
/** A sheet narrower than this is better off under the drawing. */
const NARROWEST_SHEET = 240
/** Largest side of a map's pixel: of a picture, and of a single value, which has to be pointed at. */
const CELL = { picture: 8, value: 22 } as const

/** The largest maps that stay within the height; where even the smallest do not, those. */
export function layoutTiles(request: TilesRequest): TilesLayout {
  const { width, ratio, pixels } = request
  const besidePixel = Math.round(DRAWING.beside * ratio)
  const beside = Math.floor((width - SPACE) * ratio) - pixels * besidePixel
  const isStacked = beside < NARROWEST_SHEET * ratio
  const pixel = isStacked ? Math.min(Math.round(DRAWING.stacked * ratio), Math.max(1, Math.floor((width * ratio) / pixels))) : besidePixel
  return { pixel, isStacked, ...layoutSheet(request, isStacked ? Math.floor(width * ratio) : beside) }
}

/** A sheet by itself. @param room its width, device pixels */
export function layoutSheet({ height, ratio, count, map }: Omit<TilesRequest, 'width' | 'pixels'>, room: number): SheetLayout {
  const isValue = map.width * map.height === 1
  // Values stand wall to wall like the cells of a map.
  const gap = isValue ? 0 : 1
  const most = Math.round((isValue ? CELL.value : CELL.picture) * ratio)
  for (let cell = most; ; cell--) {
    const columns = Math.min(count, Math.max(1, Math.floor((room / cell + gap) / (map.width + gap))))
    const rows = Math.ceil(count / columns)
    const fits = (rows * (map.height + gap) - gap) * cell <= height * ratio && (columns * (map.width + gap) - gap) * cell <= room
    if (fits || cell <= Math.max(1, Math.round(ratio))) return { ratio, cell, columns, rows, gap }
  }
}

/** The sheet's size in pixels of a map. */
export function sheetSize(
  { columns, rows, gap }: SheetLayout,
  map: TilesRequest['map'],
): { readonly width: number; readonly height: number } {
  return { width: columns * (map.width + gap) - gap, height: rows * (map.height + gap) - gap }
}

/** A place on a sheet. */
export interface TileHit {
  readonly unit: number
  readonly row: number
  readonly column: number
}

/** @param x pixels of a map from the left of the sheet, y from its top; @returns null in a gap or beyond the last map */
export function hitTile(
  { columns, gap }: SheetLayout,
  { map, count }: Pick<TilesRequest, 'map' | 'count'>,
  x: number,
  y: number,
): TileHit | null {
  const tileColumn = Math.floor(x / (map.width + gap))
  const unit = Math.floor(y / (map.height + gap)) * columns + tileColumn
  const column = Math.floor(x) - tileColumn * (map.width + gap)
  const row = Math.floor(y) - Math.floor(y / (map.height + gap)) * (map.height + gap)
  const isInside = x >= 0 && y >= 0 && tileColumn < columns && unit < count && column < map.width && row < map.height
  return isInside ? { unit, row, column } : null
}

/**
 * Puts all maps on one sheet; what lies between them is not a number and stays transparent.
 *
 * @param values [H,W,C]
 * @returns      [height,width] of the sheet
 */
export function sheetOf(layout: SheetLayout, { map, count }: Pick<TilesRequest, 'map' | 'count'>, values: Float32Array): Float32Array {
  const { width, height } = sheetSize(layout, map)
  const sheet = new Float32Array(width * height).fill(Number.NaN)
  for (let unit = 0; unit < count; unit++) {
    const left = (unit % layout.columns) * (map.width + layout.gap)
    const top = Math.floor(unit / layout.columns) * (map.height + layout.gap)
    for (let row = 0; row < map.height; row++) {
      for (let column = 0; column < map.width; column++) {
        sheet[(top + row) * width + left + column] = values[(row * map.width + column) * count + unit]!
      }
    }
  }
  return sheet
}

/** Row and column where a map is farthest from 0. @param values [H,W,C] */
export function strongestPlace({ map, count }: Pick<TilesRequest, 'map' | 'count'>, values: Float32Array, unit: number): TileHit {
  let place = 0
  for (let candidate = 1; candidate < map.width * map.height; candidate++) {
    if (Math.abs(values[candidate * count + unit]!) > Math.abs(values[place * count + unit]!)) place = candidate
  }
  return { unit, row: Math.floor(place / map.width), column: place % map.width }
}
