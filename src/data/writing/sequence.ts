import { Pen, POINT_VALUES, type PenSequence } from '../../core/sequences'
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

/**
 * A drawing as a sequence of movements, whatever its size and place.
 *
 * @param lines  at least one point in all, in any unit: x to the right, y down
 * @throws RangeError for a drawing without a point
 */
export function sequenceFromLines(lines: readonly Line[]): PenSequence {
  const points = pointsOf(lines.filter(({ length }) => length > 0))
  const sequence = new Float32Array(POINT_VALUES * points.length)
  let [beforeX, beforeY] = [0, 0]
  for (const [index, { x, y, pen }] of points.entries()) {
    sequence.set([WRITING.unitsPerSide * (x - beforeX), WRITING.unitsPerSide * (y - beforeY), pen], POINT_VALUES * index)
    ;[beforeX, beforeY] = [x, y]
  }
  return sequence
}

function pointsOf(lines: readonly Line[]): { readonly x: number; readonly y: number; readonly pen: number }[] {
  if (lines.length === 0) throw new RangeError('a drawing without a point')
  const placed = withoutTouches(place(lines)).map((line) => simplify(line, WRITING.tolerance))
  let step: number = WRITING.step
  let sampled = placed.map((line) => resample(line, step))
  while (sampled.flat().length > WRITING.most && step < 1) {
    step *= LARGER
    sampled = placed.map((line) => resample(line, step))
  }
  const points = sampled.flatMap((line) => line.map(([x, y], index) => ({ x, y, pen: index + 1 < line.length ? Pen.down : Pen.up })))
  // More lines than points: nobody writes so, but a file may have it.
  const kept = points.slice(0, WRITING.most)
  return kept.map((point, index) => (index + 1 < kept.length ? point : { ...point, pen: Pen.end }))
}

/** The drawing with its box around 0 and the longer side 1. */
function place(lines: readonly Line[]): Line[] {
  const { left, top, width, height } = boxOf(lines)
  // A dot has no size that could be scaled.
  const side = Math.max(width, height, 1e-9)
  const [middleX, middleY] = [left + width / 2, top + height / 2]
  return lines.map((line) => line.map(([x, y]): Point => [(x - middleX) / side, (y - middleY) / side]))
}

function withoutTouches(lines: readonly Line[]): readonly Line[] {
  const drawn = lines.filter((line) => lengthOf(line) >= WRITING.shortest)
  return drawn.length > 0 ? drawn : lines.slice(0, 1)
}

/** The lines that a sequence draws, in sides of a box whose middle is where it began: about -0.5 … 0.5. */
export function linesFromSequence(sequence: PenSequence): Line[] {
  const lines: Point[][] = []
  let [x, y] = [0, 0]
  let isDown = false
  for (let at = 0; at < sequence.length; at += POINT_VALUES) {
    x += sequence[at]! / WRITING.unitsPerSide
    y += sequence[at + 1]! / WRITING.unitsPerSide
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
