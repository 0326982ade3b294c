import { SIDE, type Corruption } from './picture'
import { addSoftLine, type Point } from './soft-line'

/** First and last column. */
const [BEGIN, END] = [2, 25]
/** The end lies at most so many rows above or below the beginning. */
const RISE = 5
/** Half of a tooth's length, and its height above and below the middle. */
const TOOTH = 2

/** A zigzag line across the picture, nearly level. */
export const zigzag: Corruption = (ink, random) => {
  const lined = ink.slice()
  const top = random.integer(SIDE - 1)
  const points = zigzagPoints([BEGIN, top], [END, top + random.integer(2 * RISE) - RISE])
  for (const [index, point] of points.slice(1).entries()) addSoftLine(lined, points[index]!, point)
  return lined
}

/** The line's ends, and its corners between them, in order. */
function zigzagPoints(from: Point, to: Point): readonly Point[] {
  const [width, height] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(width, height)
  const corners = Array.from({ length: Math.floor((length - TOOTH) / (2 * TOOTH)) + 1 }, (_, index): Point => {
    const along = ((2 * index + 1) * TOOTH) / length
    const beside = (index % 2 === 0 ? TOOTH : -TOOTH) / length
    return [from[0] + along * width - beside * height, from[1] + along * height + beside * width]
  })
  return [from, ...corners, to]
}
