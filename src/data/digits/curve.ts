import type { Point } from '../strokes'
import type { Knot, KnotLine } from './path'

/** Shortest chord that the spline's parametrisation can bear, as a fraction of a digit's height. */
const SHORTEST_CHORD = 1e-4

/**
 * Samples the smooth line through the knots, with corners at the sharp ones.
 *
 * @param steps points per stretch between two knots
 * @returns     steps · (knots − 1) + 1 points
 * Source: Catmull & Rom 1974, in the centripetal form of Yuksel, Schaefer & Keyser 2011, "Parameterization and applications of
 * Catmull–Rom curves", which makes neither cusps nor loops of its own.
 */
export function sampleLine(knots: KnotLine, steps: number): Point[] {
  const first = knots[0]
  if (first === undefined) return []
  const points: Point[] = [[first.x, first.y]]
  for (let index = 0; index + 1 < knots.length; index++) {
    const from = knots[index]!
    const to = knots[index + 1]!
    // Beyond a corner or an end the line is imagined to go straight on.
    const before = index === 0 || from.sharp ? mirror(to, from) : knots[index - 1]!
    const after = index + 2 === knots.length || to.sharp ? mirror(from, to) : knots[index + 2]!
    appendStretch(points, before, from, to, after, steps)
  }
  return points
}

function mirror(knot: Knot, centre: Knot): Knot {
  return { x: 2 * centre.x - knot.x, y: 2 * centre.y - knot.y, sharp: false }
}

/** The stretch from `b` to `c` as a cubic Hermite curve whose tangents are those of the centripetal Catmull–Rom spline. */
function appendStretch(points: Point[], a: Knot, b: Knot, c: Knot, d: Knot, steps: number): void {
  const ab = chord(a, b)
  const bc = chord(b, c)
  const cd = chord(c, d)
  const startX = bc * ((b.x - a.x) / ab - (c.x - a.x) / (ab + bc)) + c.x - b.x
  const startY = bc * ((b.y - a.y) / ab - (c.y - a.y) / (ab + bc)) + c.y - b.y
  const endX = bc * ((d.x - c.x) / cd - (d.x - b.x) / (bc + cd)) + c.x - b.x
  const endY = bc * ((d.y - c.y) / cd - (d.y - b.y) / (bc + cd)) + c.y - b.y
  for (let step = 1; step <= steps; step++) {
    const t = step / steps
    const rest = 1 - t
    const atB = rest * rest * (1 + 2 * t)
    const atC = t * t * (3 - 2 * t)
    const outOfB = t * rest * rest
    const intoC = -t * t * rest
    points.push([atB * b.x + atC * c.x + outOfB * startX + intoC * endX, atB * b.y + atC * c.y + outOfB * startY + intoC * endY])
  }
}

/** Square root of the distance: the centripetal parametrisation. */
function chord(from: Knot, to: Knot): number {
  return Math.sqrt(Math.max(SHORTEST_CHORD, Math.hypot(to.x - from.x, to.y - from.y)))
}
