import { DIGITS, pixelCount, type PictureSize } from '../../core/task'
import type { Point } from '../strokes'
import { blankInk } from './raster'
import type { Ink } from './raster'

/** Longer side of a digit in pixels of MNIST's finished picture. */
export const DIGIT_SIDE = 20

/** How much larger than MNIST's a picture is, by its shorter side. */
export function enlargement({ height, width }: PictureSize): number {
  return Math.min(height, width) / Math.min(DIGITS.input.height, DIGITS.input.width)
}

/** Longer side of what was drawn, in pixels of the finished picture: MNIST's 20 of 28, in proportion. */
export function inkSide(size: PictureSize): number {
  return DIGIT_SIDE * enlargement(size)
}

/** Paler than this is paper: the grain of a scan must not decide where the ink begins. */
const PAPER = 1 / 16

/** A rectangle in pixels; its edges need not fall on whole pixels. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Turns a drawing into the picture MNIST would have made of it: cut out the ink, scale its longer side to 20 pixels with the
 * ratio kept, place its centre of mass at the centre of the field. Pictures of another size than MNIST's are made in proportion.
 *
 * @param ink  [height,width] grey levels in 0…1, ink = 1
 * @param size  of the finished picture
 * @returns    [size.height,size.width] in 0…1; all zeros for an empty drawing
 * @throws RangeError when `ink` does not have width·height values
 * Source: LeCun et al. 1998, "Gradient-based learning applied to document recognition", section III.
 */
export function pictureFromInk(ink: Float32Array, width: number, height: number, size = DIGITS.input): Float32Array {
  return normaliseInk({ data: ink, width, height }, size)?.picture ?? new Float32Array(pixelCount(size))
}

/** The way from a drawing to its picture, one field per step. */
export interface Normalisation {
  /** What was cut out, in the drawing's own measure. */
  readonly crop: Region
  /** The same with its longer side at `inkSide` pixels. */
  readonly scaled: Ink
  readonly placed: Placement
  /** [size.height,size.width] in 0…1 */
  readonly picture: Float32Array
  readonly size: PictureSize
}

/**
 * `pictureFromInk`, step by step; `crop` is in pixels of `ink`.
 *
 * @returns null for an empty drawing
 * @throws RangeError as `pictureFromInk`
 */
export function normaliseInk(ink: Ink, size = DIGITS.input): Normalisation | null {
  const { data, width, height } = ink
  if (data.length !== width * height) {
    throw new RangeError(`ink: expected ${width}·${height} = ${width * height} values, got ${data.length}`)
  }
  const crop = inkRegion(ink)
  if (crop === null) return null
  return place(crop, shrink(ink, crop, inkSide(size) / Math.max(crop.width, crop.height)), size)
}

/** The last step: by centre of mass into the field. */
export function place(crop: Region, scaled: Ink, size: PictureSize): Normalisation {
  const placed = placementOf(scaled, size)
  return { crop, scaled, placed, picture: putIntoField(scaled, placed, size), size }
}

/** The smallest rectangle of whole pixels around all ink; null when there is none. */
export function inkRegion({ data, width, height }: Ink): Region | null {
  let left = width
  let right = -1
  let top = height
  let bottom = -1
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (data[row * width + column]! < PAPER) continue
      left = Math.min(left, column)
      right = Math.max(right, column)
      top = Math.min(top, row)
      bottom = row
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/**
 * Scales a region of `ink` by `scale` with area averaging: a pixel of the result is the mean of what it covers. The result has the
 * fewest whole pixels that hold the region, which lies in their middle.
 */
export function shrink(ink: Ink, region: Region, scale: number): Ink {
  // A hair's breadth less than the exact size, so that 20.000001 pixels do not become 21.
  const width = Math.max(1, Math.ceil(region.width * scale - 1e-6))
  const height = Math.max(1, Math.ceil(region.height * scale - 1e-6))
  const left = region.left - (width / scale - region.width) / 2
  const top = region.top - (height / scale - region.height) / 2
  const columns = cover(left, 1 / scale, width, ink.width)
  const rows = cover(top, 1 / scale, height, ink.height)
  const result = blankInk(width, height)
  const sums = new Float32Array(ink.width)
  for (let row = 0; row < height; row++) {
    sums.fill(0)
    for (let source = rows.first[row]!; source <= rows.last[row]!; source++) {
      const weight = overlap(source, top + row / scale, 1 / scale)
      const start = source * ink.width
      for (let column = 0; column < ink.width; column++) sums[column]! += weight * ink.data[start + column]!
    }
    for (let column = 0; column < width; column++) {
      let total = 0
      for (let source = columns.first[column]!; source <= columns.last[column]!; source++) {
        total += overlap(source, left + column / scale, 1 / scale) * sums[source]!
      }
      result.data[row * width + column] = Math.min(1, total * scale * scale)
    }
  }
  return result
}

/** Which source pixels (`first` to `last`, both included) each of `count` cells of the given size touches. */
function cover(start: number, size: number, count: number, limit: number): { first: Int32Array; last: Int32Array } {
  const first = new Int32Array(count)
  const last = new Int32Array(count)
  for (let cell = 0; cell < count; cell++) {
    first[cell] = Math.max(0, Math.floor(start + cell * size))
    last[cell] = Math.min(limit - 1, Math.ceil(start + (cell + 1) * size) - 1)
  }
  return { first, last }
}

/** Length that source pixel `index` shares with the cell [start, start + size]. */
function overlap(index: number, start: number, size: number): number {
  return Math.max(0, Math.min(index + 1, start + size) - Math.max(index, start))
}

/** Where a small picture goes in the field of the finished one. */
export interface Placement {
  /** Centre of mass in pixels of the small picture; (0,0) is the middle of its first pixel. */
  readonly centre: Point
  /** Of the small picture's first pixel in the field. */
  readonly left: number
  readonly top: number
}

/**
 * Places a small picture in the field of the finished one so that its centre of mass falls on the field's centre, in whole pixels as MNIST does,
 * yet never so far that a part of it is cut off.
 *
 * MNIST's own centre is the middle of pixel (14,14), counted from 0: over its training images the mean centre of mass is
 * (14.00, 14.00) ± 0.29, the deviation of rounding to whole pixels.
 */
export function placementOf({ data, width, height }: Ink, size = DIGITS.input): Placement {
  let mass = 0
  let momentX = 0
  let momentY = 0
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const grey = data[row * width + column]!
      mass += grey
      momentX += grey * column
      momentY += grey * row
    }
  }
  const centre: Point = mass === 0 ? [(width - 1) / 2, (height - 1) / 2] : [momentX / mass, momentY / mass]
  return { centre, left: offset(centre[0], width, size.width), top: offset(centre[1], height, size.height) }
}

/** @returns [size.height,size.width] */
function putIntoField({ data, width, height }: Ink, { left, top }: Placement, size: PictureSize): Float32Array {
  const picture = new Float32Array(pixelCount(size))
  for (let row = 0; row < height; row++) {
    picture.set(data.subarray(row * width, (row + 1) * width), (top + row) * size.width + left)
  }
  return picture
}

function offset(centre: number, size: number, field: number): number {
  return Math.min(Math.max(0, Math.round(field / 2 - centre)), field - size)
}
