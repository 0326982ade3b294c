import type { Point, Stroke } from '../../data/strokes'

/** A drawing that writes itself as a hand would: stroke after stroke, slow where the pen lands and lifts. */
export interface Writing {
  /** Milliseconds from the first touch to the last lift. */
  readonly duration: number
  /** What is written after `time` milliseconds; the drawing's own strokes once they are complete. */
  at(time: number): readonly Stroke[]
}

/** Time to lift the pen and land it elsewhere, as a share of the writing. */
const LIFT_SHARE = 0.12

interface Span {
  readonly stroke: Stroke
  readonly start: number
  readonly end: number
  /** Path length up to each point. */
  readonly lengths: readonly number[]
}

export function planWriting(strokes: readonly Stroke[], duration: number): Writing {
  const paths = strokes.map((stroke) => ({ stroke, lengths: pathLengths(stroke.points) }))
  // A dot takes some time too.
  const weights = paths.map(({ lengths }) => Math.max(0.05, lengths.at(-1) ?? 0))
  const lifts = LIFT_SHARE * Math.max(0, strokes.length - 1)
  const pace = duration / (weights.reduce((sum, weight) => sum + weight, 0) * (1 + lifts) || 1)
  const lift = strokes.length > 1 ? (duration * (lifts / (1 + lifts))) / (strokes.length - 1) : 0
  let clock = 0
  const spans = paths.map(({ stroke, lengths }, index): Span => {
    const start = clock
    const end = start + weights[index]! * pace
    clock = end + lift
    return { stroke, start, end, lengths }
  })
  return {
    duration,
    at: (time) =>
      spans
        .filter((span) => time >= span.start)
        .map((span) => (time >= span.end || time >= duration ? span.stroke : partOf(span, (time - span.start) / (span.end - span.start)))),
  }
}

/** The stroke up to a share (0…1) of its time, its tip interpolated. */
function partOf({ stroke, lengths }: Span, share: number): Stroke {
  const eased = share * share * (3 - 2 * share)
  const reached = eased * (lengths.at(-1) ?? 0)
  const next = lengths.findIndex((length) => length > reached)
  if (next <= 0 || reached === 0) return { ...stroke, points: stroke.points.slice(0, 1) }
  const [fromX, fromY] = stroke.points[next - 1]!
  const [toX, toY] = stroke.points[next]!
  const part = (reached - lengths[next - 1]!) / (lengths[next]! - lengths[next - 1]!)
  const tip: Point = [fromX + part * (toX - fromX), fromY + part * (toY - fromY)]
  return { ...stroke, points: [...stroke.points.slice(0, next), tip] }
}

function pathLengths(points: readonly Point[]): number[] {
  let length = 0
  return points.map(([x, y], index) => {
    const before = points[index - 1]
    if (before) length += Math.hypot(x - before[0], y - before[1])
    return length
  })
}
