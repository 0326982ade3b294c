import type { Point } from '../../data/strokes'

/**
 * Leaves out points of a line that lie within `tolerance` of the line through those that stay.
 *
 * Source: Douglas & Peucker 1973, "Algorithms for the reduction of the number of points required to represent a digitized line".
 *
 * @param tolerance in the unit of the points
 */
export function simplify(points: readonly Point[], tolerance: number): readonly Point[] {
  if (points.length < 3) return points
  const stays = new Uint8Array(points.length)
  stays[0] = stays[points.length - 1] = 1
  // A stack of its own: a hand can draw more points than calls can be nested.
  const spans: (readonly [from: number, to: number])[] = [[0, points.length - 1]]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span
    const farthest = farthestBetween(points, from, to, tolerance)
    if (farthest === null) continue
    stays[farthest] = 1
    spans.push([from, farthest], [farthest, to])
  }
  return points.filter((_, index) => stays[index] === 1)
}

/** Index of the point between two that is farthest from the line through them; null where none is farther than `tolerance`. */
function farthestBetween(points: readonly Point[], from: number, to: number, tolerance: number): number | null {
  let found: number | null = null
  let most = tolerance
  for (let index = from + 1; index < to; index++) {
    const far = distanceToSegment(points[index]!, points[from]!, points[to]!)
    if (far <= most) continue
    most = far
    found = index
  }
  return found
}

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
