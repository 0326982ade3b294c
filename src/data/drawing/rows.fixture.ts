import type { Random } from '../../core/random'
import type { Point, Stroke } from '../strokes'

/**
 * Sets digits beside each other as somebody might write a number: of like sizes, on a line that is not quite straight, and as near to each other as a hand
 * puts them, so that slanted digits lean over their neighbours.
 *
 * @param gap  between the middles of the nearest lines of two digits, in heights of a digit
 * @returns    the digits in their places, in the unit square
 */
export function rowOf(
  digits: readonly (readonly Stroke[])[],
  random: Random,
  gap: { readonly nearest: number; readonly farthest: number },
): readonly (readonly Stroke[])[] {
  const placed: Stroke[][] = []
  for (const digit of digits) {
    const { left, top, right, bottom } = boundsOf(digit)
    const scale = random.uniform(0.85, 1.15) / Math.max(bottom - top, 0.8 * (right - left))
    const rise = random.uniform(-0.08, 0.08)
    const clearance = random.uniform(gap.nearest, gap.farthest)
    const risen = moved(digit, ([x, y]) => [(x - left) * scale, (y - bottom) * scale + rise])
    const at = leftmost(placed.flat(), risen, clearance)
    placed.push(moved(risen, ([x, y]) => [x + at, y]))
  }
  const { left, top, right, bottom } = boundsOf(placed.flat())
  const scale = 0.9 / Math.max(right - left, bottom - top)
  return placed.map((digit) => moved(digit, ([x, y]) => [0.05 + (x - left) * scale, 0.05 + (y - top) * scale]))
}

function moved(strokes: readonly Stroke[], to: (point: Point) => Point): Stroke[] {
  return strokes.map(({ points }) => ({ points: points.map(to), width: 0.05 }))
}

function boundsOf(strokes: readonly Stroke[]): { left: number; top: number; right: number; bottom: number } {
  const points = strokes.flatMap((stroke) => stroke.points)
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

/** How far to the right a digit goes so that all its points keep clear of those that stand there. */
function leftmost(standing: readonly Stroke[], digit: readonly Stroke[], clearance: number): number {
  let at = standing.length === 0 ? 0 : -Infinity
  const points = digit.flatMap((stroke) => stroke.points)
  for (const stroke of standing) {
    for (const [x, y] of stroke.points) {
      for (const [u, v] of points) {
        const square = clearance ** 2 - (y - v) ** 2
        if (square >= 0) at = Math.max(at, x - u + Math.sqrt(square))
      }
    }
  }
  return at
}
