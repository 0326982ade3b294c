import { Pen, POINT_VALUES, type PenAfter, type PenSequence } from '../../core/sequences'
import type { Point } from '../strokes'
import { boxOf, lengthOf, resample, simplify, type Line } from './lines'

/**
 * Between drawings and what a network writes: lengths are fractions of the longer side of a drawing's box, and a unit of movement is such that the
 * movements of the pen digits' training writers have a standard deviation of 1 (Ha & Eck 2017, arXiv:1704.03477, section 3.1).
 */
export const WRITING = {
  /** Points nearer to a line without them are the tablet's tremble. */
  tolerance: 0.006,
  /** From point to point, until the drawing has too many. */
  step: 0.085,
  /** Strokes that are shorter are where the pen only touched the tablet; a drawing of nothing else keeps its first. */
  shortest: 0.04,
  /** Points of one drawing. */
  most: 64,
  /** Units of movement in the side of a box. */
  unitsPerSide: 11.7,
} as const

/** How much larger the steps become where a drawing has too many points. */
const LARGER = 1.1

/** Where a drawing stands on its paper: its middle, and the longer side of its box. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** The frame of a drawing that is whole. */
export function frameOf(lines: readonly Line[]): Frame {
  const { left, top, width, height } = boxOf(lines)
  // A dot has no size that could be scaled.
  return { x: left + width / 2, y: top + height / 2, side: Math.max(width, height, 1e-9) }
}

/**
 * A whole drawing as a sequence of movements, whatever its size and place.
 *
 * @param lines  at least one point in all, in any unit: x to the right, y down
 * @throws RangeError for a drawing without a point
 */
export function sequenceFromLines(lines: readonly Line[]): PenSequence {
  const drawn = lines.filter(({ length }) => length > 0)
  return sequenceInFrame(drawn, frameOf(drawn), Pen.end)
}

/**
 * A drawing, or the beginning of one, in a frame of the caller's choice.
 *
 * @param after  what the pen does after the last point
 * @throws RangeError for a drawing without a point
 */
export function sequenceInFrame(lines: readonly Line[], { x: middleX, y: middleY, side }: Frame, after: PenAfter): PenSequence {
  const placed = lines
    .filter(({ length }) => length > 0)
    .map((line) => line.map(([x, y]): Point => [(x - middleX) / side, (y - middleY) / side]))
  if (placed.length === 0) throw new RangeError('a drawing without a point')
  const points = pointsOf(placed, after)
  const sequence = new Float32Array(POINT_VALUES * points.length)
  let [beforeX, beforeY] = [0, 0]
  for (const [index, { x, y, pen }] of points.entries()) {
    sequence.set([WRITING.unitsPerSide * (x - beforeX), WRITING.unitsPerSide * (y - beforeY), pen], POINT_VALUES * index)
    ;[beforeX, beforeY] = [x, y]
  }
  return sequence
}

function pointsOf(placed: readonly Line[], after: PenAfter): { readonly x: number; readonly y: number; readonly pen: number }[] {
  const simple = withoutTouches(placed).map((line) => simplify(line, WRITING.tolerance))
  let step: number = WRITING.step
  let sampled = simple.map((line) => resample(line, step))
  while (sampled.flat().length > WRITING.most && step < 1) {
    step *= LARGER
    sampled = simple.map((line) => resample(line, step))
  }
  const points = sampled.flatMap((line) => line.map(([x, y], index) => ({ x, y, pen: index + 1 < line.length ? Pen.down : Pen.up })))
  // More lines than points: nobody writes so, but a file may have it.
  const kept = points.slice(0, WRITING.most)
  return kept.map((point, index) => (index + 1 < kept.length ? point : { ...point, pen: after }))
}

function withoutTouches(lines: readonly Line[]): readonly Line[] {
  const drawn = lines.filter((line) => lengthOf(line) >= WRITING.shortest)
  return drawn.length > 0 ? drawn : lines.slice(0, 1)
}

/** The frame in which a drawing is about -0.5 … 0.5. */
const UNIT_FRAME: Frame = { x: 0, y: 0, side: 1 }

/** The lines that a sequence draws in a frame. */
export function linesFromSequence(sequence: PenSequence, frame: Frame = UNIT_FRAME): Line[] {
  const lines: Point[][] = []
  let [x, y] = [frame.x, frame.y]
  let isDown = false
  for (let at = 0; at < sequence.length; at += POINT_VALUES) {
    x += (frame.side * sequence[at]!) / WRITING.unitsPerSide
    y += (frame.side * sequence[at + 1]!) / WRITING.unitsPerSide
    if (isDown) lines.at(-1)!.push([x, y])
    else lines.push([[x, y]])
    isDown = sequence[at + 2] === Pen.down
  }
  return lines
}

/** Side of the box in which pen digits are noted down, and of a drawing in it. */
const NOTATION = { box: 500, side: 320 } as const

/** A drawing as the pen digits are noted down: whole numbers in a box of 500×500, y down, a list `x, y, x, y, …` for each stroke. */
export function strokesOfSequence(sequence: PenSequence): number[][] {
  const lines = linesFromSequence(sequence)
  const { left, top, width, height } = boxOf(lines)
  const right = left + width
  const bottom = top + height
  // As large as it was written, unless it would leave the box.
  const farthest = Math.max(-left, right, -top, bottom, 0)
  const side = Math.min(NOTATION.side, NOTATION.box / 2 / Math.max(farthest, Number.MIN_VALUE))
  const noted = (value: number) => Math.round(NOTATION.box / 2 + side * value)
  return lines.map((line) => line.flatMap(([x, y]) => [noted(x), noted(y)]))
}
