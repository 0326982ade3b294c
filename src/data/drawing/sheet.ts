import { IMAGE_PIXELS, IMAGE_SIDE } from '../../core/images'
import type { Point, Stroke } from '../strokes'
import { eraseInk, eraseStrokes } from './erase'
import { inkRegion, type Normalisation, normaliseInk } from './normalise'
import { normaliseStrokes } from './picture'
import { drawLine, type Ink } from './raster'

/** A picture under the strokes; it fills the pad. */
export interface Backdrop {
  /** Square. */
  readonly ink: Ink
  /** It is a 28×28 picture as MNIST has them, and is read as it stands. */
  readonly isNormalised: boolean
}

/** Everything with ink on the pad. */
export interface Sheet {
  /** In the unit square of the pad. */
  readonly strokes: readonly Stroke[]
  /** Absent where all was drawn here. */
  readonly backdrop?: Backdrop
}

/** A picture of [28,28] in 0…1 as a backdrop that is read as it stands. */
export function mnistBackdrop(picture: Float32Array): Backdrop {
  return { ink: { data: picture, width: IMAGE_SIDE, height: IMAGE_SIDE }, isNormalised: true }
}

/** The picture that the network reads. @returns [28,28] in 0…1; all zeros for an empty pad */
export function pictureFromSheet(sheet: Sheet): Float32Array {
  const { backdrop } = sheet
  if (backdrop?.isNormalised === true) return flatten(sheet, backdrop).data
  return normaliseSheet(sheet)?.picture ?? new Float32Array(IMAGE_PIXELS)
}

/** `pictureFromSheet`, step by step; `crop` is in the unit square of the pad. Null for an empty pad, and where nothing is done because all is done. */
export function normaliseSheet(sheet: Sheet): Normalisation | null {
  const { backdrop, strokes } = sheet
  if (backdrop === undefined) return normaliseStrokes(strokes)
  if (backdrop.isNormalised) return null
  const steps = normaliseInk(flatten(sheet, backdrop))
  if (steps === null) return null
  const { left, top, width, height } = steps.crop
  const side = backdrop.ink.width
  return { ...steps, crop: { left: left / side, top: top / side, width: width / side, height: height / side } }
}

/** Rubs along a path: strokes are cut, the backdrop turns to paper. @returns `sheet` itself when nothing was touched */
export function eraseSheet(sheet: Sheet, path: readonly Point[], radius: number): Sheet {
  const { backdrop } = sheet
  const strokes = eraseStrokes(sheet.strokes, path, radius)
  if (backdrop === undefined) return strokes === sheet.strokes ? sheet : { strokes }
  const { ink } = backdrop
  const rubbed = eraseInk(ink, path.map(scaledBy(ink.width)), radius * ink.width)
  return inkRegion(rubbed) === null ? { strokes } : { strokes, backdrop: { ...backdrop, ink: rubbed } }
}

/** Backdrop and strokes in the backdrop's own pixels; where they meet, the darker counts. */
function flatten({ strokes }: Sheet, { ink }: Backdrop): Ink {
  const flat = { ...ink, data: ink.data.slice() }
  for (const { points, width } of strokes) drawLine(flat, points.map(scaledBy(ink.width)), (width * ink.width) / 2)
  return flat
}

function scaledBy(side: number): (point: Point) => Point {
  return ([x, y]) => [x * side, y * side]
}
