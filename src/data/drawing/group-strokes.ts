import type { Point, Stroke } from '../strokes'

/**
 * Lengths are shares of the height of the row, which is that of its tallest line: every digit has one that is more than half as tall. Chosen on digits of
 * the generator and of 30 people (`docs/decisions/page/several-digits.md`), alone and in rows.
 */
const GROUPING = {
  /** Lines this near to each other touch: they are of one digit. */
  touching: 0.085,
  /** What is lower than this is a bar, a foot, a flag or a digit that has just begun: it belongs to its neighbour. */
  low: 0.5,
  /** How far beside its neighbour what is low may lie; over and under it, everything low is of the same digit. */
  beside: 0.4,
  /** What lies over or under another with this share of its width is of the same digit: the slash of a zero. */
  within: 0.75,
  /** Two that are tall are one digit where the narrower lies over or under the other with more than this share of its width … */
  shared: 0.6,
  /** … or where they are near, and the nearer they must be the less of their width they share and the more the lower fills of their height: digits of a row do. */
  near: { distance: 0.12, perShare: 2.5, perMissingHeight: 4.5 },
  /** No digit is wider than this by its height, as far as its lines may be of two. */
  widest: 1.25,
}

/** More digits than this are no number on a pad but a scribble, which is read as one. */
const MOST_DIGITS = 8
const MOST_STROKES = 40

/** Points of a line that are compared with other lines: enough to find where two come near each other. */
const MOST_POINTS = 48

/** Gives a line straight down some width, in the unit of the pad. */
const THINNEST = 1e-3

/** Strokes in writing order. */
interface Cluster {
  readonly strokes: readonly Stroke[]
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * Tells which strokes are of one digit, where several were written in a row.
 *
 * A digit is one even if its lines do not meet: a line that is low (the bar of a five, a foot) goes to the digit that it is near, and lines that are tall are
 * kept apart only where they stand beside each other. How far apart is measured by the row's own height, so that size does not matter.
 *
 * @param strokes in writing order
 * @returns       groups from left to right, each in writing order; one group for a single digit and for what is no row of digits, none for an empty pad
 */
export function groupStrokes(strokes: readonly Stroke[]): readonly (readonly Stroke[])[] {
  const drawn = strokes.filter(({ points }) => points.length > 0)
  if (drawn.length < 2 || drawn.length > MOST_STROKES) return drawn.length === 0 ? [] : [strokes]
  const height = Math.max(...drawn.map((stroke) => heightOf(clusterOf([stroke]))), ...drawn.map(({ width }) => width))
  const touching = merge(
    drawn.map((stroke) => clusterOf([stroke])),
    (a, b) => distance(a, b) / height,
    GROUPING.touching,
  )
  const whole = takeLow(touching, height)
  const digits = merge(whole, (a, b) => (areOne(a, b, height) ? 0 : 1), 0.5)
  if (digits.length > MOST_DIGITS) return [strokes]
  const order = new Map(strokes.map((stroke, index) => [stroke, index]))
  return digits
    .toSorted((a, b) => a.left + a.right - b.left - b.right)
    .map((digit) => digit.strokes.toSorted((a, b) => order.get(a)! - order.get(b)!))
}

/** Joins the nearest two until all are `limit` or more apart. */
function merge(clusters: readonly Cluster[], apart: (a: Cluster, b: Cluster) => number, limit: number): readonly Cluster[] {
  const left = [...clusters]
  for (let first = 0; first < left.length; first++) {
    for (let second = first + 1; second < left.length; second++) {
      if (apart(left[first]!, left[second]!) >= limit) continue
      left[first] = joined(left[first]!, left[second]!)
      left.splice(second, 1)
      second = first
    }
  }
  return left.length < clusters.length ? merge(left, apart, limit) : left
}

/** Gives what is low to its neighbours, the lowest first. */
function takeLow(clusters: readonly Cluster[], height: number): readonly Cluster[] {
  const [lowest, ...others] = clusters.toSorted((a, b) => heightOf(a) - heightOf(b))
  if (lowest === undefined || others.length === 0 || heightOf(lowest) >= GROUPING.low * height) return clusters
  const nearest = others.reduce((best, other) => (distance(lowest, other) < distance(lowest, best) ? other : best))
  if (share(lowest, nearest) <= 0 && distance(lowest, nearest) > GROUPING.beside * height) return [lowest, ...takeLow(others, height)]
  return takeLow([joined(lowest, nearest), ...others.filter((other) => other !== nearest)], height)
}

function areOne(a: Cluster, b: Cluster, height: number): boolean {
  const shared = share(a, b)
  if (shared > GROUPING.within) return true
  const both = joined(a, b)
  const tall = Math.max(heightOf(both), height)
  if (both.right - both.left > GROUPING.widest * tall) return false
  if (shared > GROUPING.shared) return true
  const { distance: near, perShare, perMissingHeight } = GROUPING.near
  const missing = 1 - Math.min(heightOf(a), heightOf(b)) / tall
  return distance(a, b) / tall < near * (perShare * shared + perMissingHeight * missing)
}

/** How much of the narrower one's width the other lies over or under; negative where they stand apart. */
function share(a: Cluster, b: Cluster): number {
  const least = Math.max(Math.min(a.right - a.left, b.right - b.left), THINNEST)
  return (Math.min(a.right, b.right) - Math.max(a.left, b.left) + THINNEST) / (least + THINNEST)
}

function clusterOf(strokes: readonly Stroke[]): Cluster {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { points } of strokes) {
    for (const [x, y] of points) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  return { strokes, left, right, top, bottom }
}

function joined(a: Cluster, b: Cluster): Cluster {
  return clusterOf([...a.strokes, ...b.strokes])
}

function heightOf({ top, bottom }: Cluster): number {
  return bottom - top
}

/** Between the middles of the nearest two lines. */
function distance(a: Cluster, b: Cluster): number {
  let nearest = Infinity
  for (const one of a.strokes) for (const other of b.strokes) nearest = Math.min(nearest, strokeDistance(one, other))
  return nearest
}

const measured = new WeakMap<Stroke, WeakMap<Stroke, number>>()

/** The same two are asked for again and again while a third is drawn. */
function strokeDistance(a: Stroke, b: Stroke): number {
  const ofA = measured.get(a) ?? new WeakMap<Stroke, number>()
  measured.set(a, ofA)
  const known = ofA.get(b)
  if (known !== undefined) return known
  const [pathA, pathB] = [thinned(a.points), thinned(b.points)]
  const nearest = cross(pathA, pathB) ? 0 : Math.min(toPath(pathA, pathB), toPath(pathB, pathA))
  ofA.set(b, nearest)
  return nearest
}

function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points
  return Array.from({ length: MOST_POINTS }, (_, index) => points[Math.round((index * (points.length - 1)) / (MOST_POINTS - 1))]!)
}

/** A fast pen leaves few points, none of which may be near the line that it crosses. */
function cross(one: readonly Point[], other: readonly Point[]): boolean {
  const sideOf = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean => (bx - ax) * (y - ay) > (by - ay) * (x - ax)
  return one.some((b, first) => {
    const a = one[first - 1]
    if (a === undefined) return false
    return other.some((d, second) => {
      const c = other[second - 1]
      return c !== undefined && sideOf(a, b, c) !== sideOf(a, b, d) && sideOf(c, d, a) !== sideOf(c, d, b)
    })
  })
}

function toPath(points: readonly Point[], path: readonly Point[]): number {
  let nearest = Infinity
  for (const point of points) {
    for (let index = 0; index < path.length; index++)
      nearest = Math.min(nearest, toSegment(point, path[Math.max(0, index - 1)]!, path[index]!))
  }
  return nearest
}

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
