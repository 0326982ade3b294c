import { DIGIT_SIDE, inkRegion, type Region, shrink } from '../normalise'
import { blankInk, type Ink } from '../raster'
import type { Backdrop } from '../sheet'

/** Lines thinner than this in the finished 20 pixels would be grey threads; MNIST's thinnest pens drew so. */
const THINNEST_PEN = 1.7

/** A digit smaller than this share of its picture is shown nearer, at `NEAR` of the sheet. */
const SMALL = 0.35
const NEAR = 0.6

/** The square of a picture that goes on the pad, in its pixels: all of it, or what lies around a small digit. */
function squareAround({ width, height }: Ink, region: Region, side: number): Region {
  const whole = Math.max(width, height)
  const longer = Math.max(region.width, region.height)
  const isSmall = longer < SMALL * whole
  const wanted = isSmall ? longer / NEAR : whole
  // On whole pixels of the sheet the digit begins and ends as sharply as in the picture.
  const scale = Math.max(1, Math.floor((longer * side) / wanted)) / longer
  const square = side / scale
  const from = (start: number, length: number, all: number): number => {
    const edge = isSmall ? start + (length - square) / 2 : (all - square) / 2
    return start - Math.round((start - edge) * scale) / scale
  }
  return { left: from(region.left, region.width, width), top: from(region.top, region.height, height), width: square, height: square }
}

/** A picture's ink as it lies on the pad. */
export function backdropOf(ink: Ink, side: number): Backdrop {
  const region = inkRegion(ink)
  const whole = { left: 0, top: 0, width: ink.width, height: ink.height }
  return { ink: sheetOf(ink, squareAround(ink, region ?? whole, side), side), isNormalised: false }
}

/** A square of a picture's ink on a square sheet of `side` pixels, with lines as wide as can be read. */
export function sheetOf(ink: Ink, square: Region, side: number): Ink {
  const scaled = shrink(ink, square, side / square.width)
  const sheet = blankInk(side, side)
  const columns = Math.min(side, scaled.width)
  for (let row = 0; row < Math.min(side, scaled.height); row++)
    sheet.data.set(scaled.data.subarray(row * scaled.width, row * scaled.width + columns), row * side)
  return widened(sheet)
}

/** Thickens lines that would get too thin, by as much as is missing. */
function widened(ink: Ink): Ink {
  const region = inkRegion(ink)
  const perPixel = region === null ? 1 : Math.max(region.width, region.height) / DIGIT_SIDE
  const missing = THINNEST_PEN * perPixel - penOf(ink)
  return missing <= 0 ? ink : spread(ink, missing / 2)
}
/** Mean width of lines in pixels: a long line's area is width times length, its outline twice the length. */
function penOf({ data, width, height }: Ink): number {
  let area = 0
  let outline = 0
  const at = (x: number, y: number): number => (x < width && y < height ? data[y * width + x]! : 0)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      area += at(x, y)
      outline += Math.hypot(at(x + 1, y) - at(x, y), at(x, y + 1) - at(x, y))
    }
  }
  return outline === 0 ? Infinity : (2 * area) / outline
}

/** Each pixel takes the darkest within a disc; its rim is one pixel soft. */
function spread({ data, width, height }: Ink, radius: number): Ink {
  const result = blankInk(width, height)
  const reach = Math.ceil(radius)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grey = data[y * width + x]!
      if (grey === 0) continue
      for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
        for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
          const cover = grey * Math.min(1, Math.max(0, radius + 1 - Math.hypot(u - x, v - y)))
          const to = v * width + u
          if (cover > result.data[to]!) result.data[to] = cover
        }
      }
    }
  }
  return result
}
