import type { Point } from '../strokes'

/** What the pen drew between touching down and lifting, point by point. */
export type Line = readonly Point[]

/**
 * Leaves out points that lie nearer than `tolerance` to the line without them.
 *
 * Source: Ramer 1972, "An iterative procedure for the polygonal approximation of plane curves"; Douglas & Peucker 1973.
 */
export function simplify(line: Line, tolerance: number): Line {
  if (line.length < 3) return line
  const isKept = new Uint8Array(line.length)
  isKept[0] = isKept[line.length - 1] = 1
  const parts: [number, number][] = [[0, line.length - 1]]
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part
    let farthest = from
    let distance = tolerance
    for (let index = from + 1; index < to; index++) {
      const away = distanceTo(line[index]!, line[from]!, line[to]!)
      if (away > distance) [farthest, distance] = [index, away]
    }
    if (farthest === from) continue
    isKept[farthest] = 1
    parts.push([from, farthest], [farthest, to])
  }
  return line.filter((_, index) => isKept[index] === 1)
}

/** From a point to the stretch between two others. */
function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

export function lengthOf(line: Line): number {
  return line.reduce((sum, point, index) => (index === 0 ? 0 : sum + between(line[index - 1]!, point)), 0)
}

function between([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(bx - ax, by - ay)
}

/**
 * Points at even distances along a line: its ends, and so many between them that a step is about as long as asked for. A dot stays one point.
 *
 * @param step  above 0
 */
export function resample(line: Line, step: number): Line {
  const length = lengthOf(line)
  const steps = Math.round(length / step)
  const [first] = line
  if (first === undefined || length === 0) return line.slice(0, 1)
  const count = Math.max(1, steps)
  const points: Point[] = [first]
  let index = 0
  let passed = 0
  for (let place = 1; place < count; place++) {
    const wanted = (place * length) / count
    while (index + 2 < line.length && passed + between(line[index]!, line[index + 1]!) < wanted) {
      passed += between(line[index]!, line[index + 1]!)
      index++
    }
    const [from, to] = [line[index]!, line[index + 1]!]
    const share = (wanted - passed) / Math.max(between(from, to), Number.MIN_VALUE)
    points.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])])
  }
  points.push(line.at(-1)!)
  return points
}

/** Smallest rectangle around lines. */
export function boxOf(lines: readonly Line[]): {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
} {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of lines.flat()) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, top, width: right - left, height: bottom - top }
}
