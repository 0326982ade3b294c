import type { Backdrop, Sheet } from '../../data/drawing'
import type { Point, Stroke } from '../../data/strokes'

/**
 * Draws a sheet: the picture under it, then the strokes.
 *
 * @param side  of the square canvas, in its own pixels
 * @param color of the ink, as CSS has it
 */
export function paintSheet(context: CanvasRenderingContext2D, { strokes, backdrop }: Sheet, side: number, color: string): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  if (backdrop !== undefined) paintBackdrop(context, backdrop, side, color)
  paintStrokes(context, strokes, side, color)
}

/** Points of a line nearer to each other than this, in pixels of the canvas, only cost time: thousands of them are drawn anew with every frame. */
const NEAREST = 1.5

/** Draws strokes as smooth lines with round ends: quadratic curves through the middles of the pen's points. */
function paintStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], side: number, color: string): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = color
  context.fillStyle = color
  for (const { points, width } of strokes) {
    const path = apart(points, NEAREST / side)
    const [first] = path
    if (!first) continue
    context.beginPath()
    if (path.length === 1) {
      // A line without length has no ends either: a canvas draws nothing for it.
      context.arc(first[0] * side, first[1] * side, (width * side) / 2, 0, 2 * Math.PI)
      context.fill()
      continue
    }
    context.lineWidth = width * side
    followLine(context, path, side)
    context.stroke()
  }
}

/** Smoothly through the middles of a line's points. @param path  two points at least, in the unit square */
export function followLine(pen: Pick<CanvasPath, 'moveTo' | 'lineTo' | 'quadraticCurveTo'>, path: readonly Point[], side: number): void {
  const [first, last] = [path[0]!, path.at(-1)!]
  pen.moveTo(first[0] * side, first[1] * side)
  for (let index = 1; index < path.length - 1; index++) {
    const [x, y] = path[index]!
    const [nextX, nextY] = path[index + 1]!
    pen.quadraticCurveTo(x * side, y * side, ((x + nextX) / 2) * side, ((y + nextY) / 2) * side)
  }
  pen.lineTo(last[0] * side, last[1] * side)
}

/** The points of a path without those that are nearer to the one before than `distance`; its end is kept, and so is one point of those that are all the same. */
function apart(points: readonly Point[], distance: number): readonly Point[] {
  const kept = points.slice(0, 1)
  for (const [index, point] of points.entries()) {
    const [x, y] = kept.at(-1)!
    const gap = Math.hypot(point[0] - x, point[1] - y)
    if (gap >= distance || (gap > 0 && index === points.length - 1)) kept.push(point)
  }
  return kept
}

/** A digit of MNIST shows its pixels; any other picture is smooth. */
function paintBackdrop(context: CanvasRenderingContext2D, { ink, isNormalised }: Backdrop, side: number, color: string): void {
  const picture = new OffscreenCanvas(ink.width, ink.height)
  const own = picture.getContext('2d')
  if (own === null) return
  const image = own.createImageData(ink.width, ink.height)
  ink.data.forEach((grey, pixel) => (image.data[4 * pixel + 3] = Math.round(255 * grey)))
  own.putImageData(image, 0, 0)
  own.globalCompositeOperation = 'source-in'
  own.fillStyle = color
  own.fillRect(0, 0, ink.width, ink.height)
  context.imageSmoothingEnabled = !isNormalised
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, side, side)
}
