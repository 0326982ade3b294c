import { DIGITS, pixelCount, type PictureSize } from '../../core/task'
import type { Point, Stroke } from '../strokes'
import { eraseInk, eraseStrokes } from './erase'
import { inkRegion, type Normalisation, normaliseInk } from './normalise'
import { normaliseStrokes } from './picture'
import { drawLine, type Ink } from './raster'

/** Side of the square that a picture is put on: eight pixels for each of the 20 that are left in the end. */
export const SHEET_SIDE = 160

/** A picture under the strokes; it fills the pad. */
export interface Backdrop {
  /** Square, unless it is a picture that is read as it stands. */
  readonly ink: Ink
  /** It is a picture as the data set has them, and is read as it stands. */
  readonly isNormalised: boolean
}

/** Everything with ink on the pad. */
export interface Sheet {
  /** In the unit square of the pad. */
  readonly strokes: readonly Stroke[]
  /** Absent where all was drawn here. */
  readonly backdrop?: Backdrop
}

/** A picture of a data set, in 0…1, as a backdrop that is read as it stands. */
export function readyBackdrop(picture: Float32Array, size = DIGITS.input): Backdrop {
  return { ink: { data: picture, ...size }, isNormalised: true }
}

/**
 * The picture that the network reads.
 *
 * @param size  of the pictures that it reads
 * @returns     [size.height,size.width] in 0…1; all zeros for an empty pad
 */
export function pictureFromSheet(sheet: Sheet, size = DIGITS.input): Float32Array {
  const { backdrop } = sheet
  if (backdrop !== undefined && isReady(backdrop, size)) return flatten(sheet, backdrop).data
  return normaliseSheet(sheet, size)?.picture ?? new Float32Array(pixelCount(size))
}

/** `pictureFromSheet`, step by step; `crop` is in the unit square of the pad. Null for an empty pad, and where nothing is done because all is done. */
export function normaliseSheet(sheet: Sheet, size = DIGITS.input): Normalisation | null {
  const { backdrop, strokes } = sheet
  if (backdrop === undefined) return normaliseStrokes(strokes, size)
  if (isReady(backdrop, size)) return null
  const steps = normaliseInk(flatten(sheet, backdrop), size)
  if (steps === null) return null
  const { left, top, width, height } = steps.crop
  const { ink } = backdrop
  return { ...steps, crop: { left: left / ink.width, top: top / ink.height, width: width / ink.width, height: height / ink.height } }
}

/** Whether a backdrop is read as it stands; for a model of pictures of another size it is not. */
function isReady({ ink, isNormalised }: Backdrop, { width, height }: PictureSize): boolean {
  return isNormalised && ink.width === width && ink.height === height
}

/** Rubs along a path: strokes are cut, the backdrop turns to paper. @returns `sheet` itself when nothing was touched */
export function eraseSheet(sheet: Sheet, path: readonly Point[], radius: number): Sheet {
  const { backdrop } = sheet
  const strokes = eraseStrokes(sheet.strokes, path, radius)
  if (backdrop === undefined) return strokes === sheet.strokes ? sheet : { strokes }
  const { ink } = backdrop
  const rubbed = eraseInk(ink, path.map(scaledBy(ink)), radius * ink.width)
  return inkRegion(rubbed) === null ? { strokes } : { strokes, backdrop: { ...backdrop, ink: rubbed } }
}

/** Backdrop and strokes in the backdrop's own pixels; where they meet, the darker counts. */
function flatten({ strokes }: Sheet, { ink }: Backdrop): Ink {
  const flat = { ...ink, data: ink.data.slice() }
  for (const { points, width } of strokes) drawLine(flat, points.map(scaledBy(ink)), (width * ink.width) / 2)
  return flat
}

function scaledBy({ width, height }: PictureSize): (point: Point) => Point {
  return ([x, y]) => [x * width, y * height]
}
