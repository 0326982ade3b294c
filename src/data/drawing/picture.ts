import { DIGITS, pixelCount, type PictureSize } from '../../core/task'
import type { Point, Stroke } from '../strokes'
import { enlargement, inkSide, type Normalisation, place, shrink } from './normalise'
import { blankInk, drawLine } from './raster'

/** Pixels of the drawing per pixel of the finished picture, per side: MNIST's own scans were about as fine. */
const FINENESS = 4

/** Width of MNIST's pens at 28×28, in pixels: the median of its training images, and the limits within which 90 % of them lie. */
const MNIST_PEN = { median: 2.4, thinnest: 1.7, thickest: 3.6 }

/** Keeps a point without extent and a pen without width from dividing by zero. */
const SMALLEST = 1e-9

/** How much of a drawing's own boldness stays: 0 would draw everything with MNIST's median pen, 1 changes nothing. */
const BOLDNESS_KEPT = 0.35

/**
 * The picture that the network reads, made of a drawing on the pad.
 *
 * Cropping magnifies a small drawing and its pen with it, so the pen is drawn anew at the finished scale, with a width that MNIST's
 * writers could have used: small and large drawings are read alike.
 *
 * @param strokes in the unit square of the pad; what lies outside counts too
 * @param size    of the finished picture
 * @returns       [size.height,size.width] in 0…1; all zeros for an empty drawing
 */
export function pictureFromStrokes(strokes: readonly Stroke[], size = DIGITS.input): Float32Array {
  return normaliseStrokes(strokes, size)?.picture ?? new Float32Array(pixelCount(size))
}

/** `pictureFromStrokes`, step by step; `crop` is in the unit square and holds the whole pen. Null for an empty drawing. */
export function normaliseStrokes(strokes: readonly Stroke[], size = DIGITS.input): Normalisation | null {
  return normaliseWithPen(strokes, readablePen(ownPen(strokes, size), size), size)
}

/** Width that the drawing's own pen would have in the finished picture, in pixels: 0 for an empty drawing, all of its ink's side for a dot. */
export function ownPen(strokes: readonly Stroke[], size = DIGITS.input): number {
  const frame = frameOf(strokes)
  return frame === null ? 0 : (inkSide(size) * frame.pen) / Math.max(Math.max(frame.width, frame.height) + frame.pen, SMALLEST)
}

function readablePen(pen: number, size: PictureSize): number {
  const larger = enlargement(size)
  const gentle = MNIST_PEN.median * (pen / larger / MNIST_PEN.median) ** BOLDNESS_KEPT
  return larger * Math.min(MNIST_PEN.thickest, Math.max(MNIST_PEN.thinnest, gentle))
}

/**
 * The same, with a pen of the caller's choice.
 *
 * @param pen width in pixels of the finished picture, above 0 and below its ink's side
 * @returns   [size.height,size.width] in 0…1
 */
export function pictureWithPen(strokes: readonly Stroke[], pen: number, size = DIGITS.input): Float32Array {
  return normaliseWithPen(strokes, pen, size)?.picture ?? new Float32Array(pixelCount(size))
}

function normaliseWithPen(strokes: readonly Stroke[], pen: number, size: PictureSize): Normalisation | null {
  const frame = frameOf(strokes)
  if (frame === null) return null
  // A dot is a dot: what is smaller than the pen that drew it is not blown up to a whole digit.
  const scale = (inkSide(size) - pen) / Math.max(frame.width, frame.height, frame.pen, SMALLEST)
  const width = frame.width * scale + pen
  const height = frame.height * scale + pen
  const ink = blankInk(Math.ceil(width * FINENESS), Math.ceil(height * FINENESS))
  for (const stroke of strokes) {
    const points = stroke.points.map(([x, y]): Point => [
      FINENESS * ((x - frame.left) * scale + pen / 2),
      FINENESS * ((y - frame.top) * scale + pen / 2),
    ])
    drawLine(ink, points, (FINENESS * pen) / 2)
  }
  const crop = {
    left: frame.left - frame.pen / 2,
    top: frame.top - frame.pen / 2,
    width: frame.width + frame.pen,
    height: frame.height + frame.pen,
  }
  return place(crop, shrink(ink, { left: 0, top: 0, width: width * FINENESS, height: height * FINENESS }, 1 / FINENESS), size)
}

/** Bounds of the pen's path, and the mean width of the pen; null when nothing was drawn. */
function frameOf(strokes: readonly Stroke[]): { left: number; top: number; width: number; height: number; pen: number } | null {
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  let drawn = 0
  let widths = 0
  for (const { points, width } of strokes) {
    if (points.length === 0) continue
    drawn++
    widths += width
    for (const [x, y] of points) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  return drawn === 0 ? null : { left, top, width: right - left, height: bottom - top, pen: widths / drawn }
}
