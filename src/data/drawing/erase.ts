import type { Point, Stroke } from '../strokes'
import { blankInk, drawLine, type Ink } from './raster'

/** Steps of a moving eraser, as a share of its radius: between two of them nothing thicker than a hair is left. */
const DAB_SPACING = 0.35

/**
 * Takes away from strokes whatever a round eraser touches on its way: lines are cut there, and their rest stays as lines.
 *
 * The work is bounded by strokes' points times the eraser's steps, so a caller erases piece by piece as the eraser moves.
 *
 * @param path   of the eraser's middle, in the unit square; one point erases a disc
 * @param radius of the eraser, as a fraction of the pad's side
 * @returns      `strokes` itself when nothing was touched
 */
export function eraseStrokes(strokes: readonly Stroke[], path: readonly Point[], radius: number): readonly Stroke[] {
  let left = strokes
  for (const dab of dabsAlong(path, radius * DAB_SPACING)) {
    if (!left.some((stroke) => isTouched(stroke, dab, radius + stroke.width / 2))) continue
    left = left.flatMap((stroke) => cutOut(stroke, dab, radius + stroke.width / 2))
  }
  return left
}

/** The same for grey levels. @param path in pixels of `ink`. @returns new ink */
export function eraseInk(ink: Ink, path: readonly Point[], radius: number): Ink {
  const rubbed = blankInk(ink.width, ink.height)
  drawLine(rubbed, path, radius)
  return { ...ink, data: ink.data.map((grey, pixel) => grey * (1 - rubbed.data[pixel]!)) }
}

/** Points along a path, both ends among them, at most `spacing` apart. */
function dabsAlong(path: readonly Point[], spacing: number): Point[] {
  const dabs: Point[] = []
  path.forEach((to, index) => {
    const from = path[index - 1]
    if (from === undefined) return dabs.push(to)
    const count = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / spacing))
    for (let step = 1; step <= count; step++) dabs.push(between(from, to, step / count))
    return dabs.length
  })
  return dabs
}

function isTouched({ points }: Stroke, dab: Point, reach: number): boolean {
  return points.some((to, index) => {
    const from = points[index - 1] ?? to
    return insideShares(from, to, dab, reach) !== null
  })
}

/** What is left of a stroke outside a disc. */
function cutOut(stroke: Stroke, dab: Point, reach: number): readonly Stroke[] {
  const { points, width } = stroke
  if (!isTouched(stroke, dab, reach)) return [stroke]
  const pieces: Point[][] = []
  let piece: Point[] = []
  const end = (): void => {
    if (piece.length > 1) pieces.push(piece)
    piece = []
  }
  points.forEach((to, index) => {
    const from = points[index - 1]
    if (from === undefined) {
      if (!isWithin(to, dab, reach)) piece.push(to)
      return
    }
    const inside = insideShares(from, to, dab, reach)
    if (inside === null) {
      piece.push(to)
      return
    }
    const [enter, leave] = inside
    if (enter > 0) piece.push(between(from, to, enter))
    end()
    if (leave < 1) piece.push(between(from, to, leave), to)
  })
  end()
  return pieces.map((kept) => ({ points: kept, width }))
}

/** Which part of a segment (shares 0…1) lies within a disc; null for none. */
function insideShares(from: Point, to: Point, [x, y]: Point, reach: number): [enter: number, leave: number] | null {
  const dx = to[0] - from[0]
  const dy = to[1] - from[1]
  const fx = from[0] - x
  const fy = from[1] - y
  const square = dx * dx + dy * dy
  const rest = fx * fx + fy * fy - reach * reach
  if (square === 0) return rest < 0 ? [0, 1] : null
  const half = fx * dx + fy * dy
  const root = half * half - square * rest
  if (root <= 0) return null
  const enter = (-half - Math.sqrt(root)) / square
  const leave = (-half + Math.sqrt(root)) / square
  return leave <= 0 || enter >= 1 ? null : [Math.max(0, enter), Math.min(1, leave)]
}

function isWithin(point: Point, dab: Point, reach: number): boolean {
  return Math.hypot(point[0] - dab[0], point[1] - dab[1]) < reach
}

function between(from: Point, to: Point, share: number): Point {
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
}
