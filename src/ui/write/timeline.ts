import { Pen, POINT_VALUES, type PenSequence } from '../../core/sequences'
import type { Point, Stroke } from '../../data/strokes'
import { linesFromSequence } from '../../data/writing/sequence'
import type { WrittenDigit } from '../../state/writing/writing-state'

/** Where a moment of the writing is: so many points of a digit stand there, and all digits before it. */
export interface Moment {
  /** Of the digits. */
  readonly digit: number
  /** Points of it that stand there. */
  readonly points: number
}

/** The pen's width of a digit that is as high as the pad. */
const PEN_WIDTH = 0.105

/** Milliseconds from point to point, for a pen that is lifted, and from digit to digit. */
const PACE = { down: 42, up: 150, end: 320 } as const

export function pointsOf({ sequence }: Pick<WrittenDigit, 'sequence'>): number {
  return sequence.length / POINT_VALUES
}

export function totalPoints(digits: readonly Pick<WrittenDigit, 'sequence'>[]): number {
  return digits.reduce((sum, digit) => sum + pointsOf(digit), 0)
}

/** @param shown  points of all digits that stand there, 0 … their total */
export function momentAt(digits: readonly Pick<WrittenDigit, 'sequence'>[], shown: number): Moment {
  let left = shown
  for (const [digit, written] of digits.entries()) {
    const points = pointsOf(written)
    if (left < points || digit === digits.length - 1) return { digit, points: Math.min(left, points) }
    left -= points
  }
  return { digit: 0, points: 0 }
}

/** How long the pen takes until the next point, after so many. */
export function paceAfter(digits: readonly Pick<WrittenDigit, 'sequence'>[], shown: number): number {
  if (shown === 0) return PACE.down
  const { digit, points } = momentAt(digits, shown)
  if (points === 0) return PACE.end
  const pen = digits[digit]!.sequence[POINT_VALUES * points - 1]
  return pen === Pen.up ? PACE.up : pen === Pen.end ? PACE.end : PACE.down
}

/** Milliseconds that are made up for, point after point, where the page was busy; a pen that is later, as in a tab that nobody looks at, goes on from then. */
const MADE_UP = 400

/**
 * When the next point is due. Each counts from when the one before was due, not from when it came: what delays one point delays no other.
 *
 * @param before  when the point that stands there was due, milliseconds; null where the pen begins
 */
export function dueAfter(before: number | null, pace: number, now: number): number {
  return (before === null || now - before > MADE_UP ? now : before) + pace
}

export function beginningOf(sequence: PenSequence, points: number): PenSequence {
  return sequence.subarray(0, points * POINT_VALUES)
}

/** Lines of all that stands there at a moment. */
export function linesAt(
  digits: readonly Pick<WrittenDigit, 'sequence' | 'frame'>[],
  { digit, points }: Moment,
): readonly (readonly Point[])[][] {
  return digits
    .slice(0, digit + 1)
    .map(({ sequence, frame }, place) => linesFromSequence(place < digit ? sequence : beginningOf(sequence, points), frame))
}

/** The same as strokes for the pad. */
export function strokesAt(digits: readonly Pick<WrittenDigit, 'sequence' | 'frame'>[], moment: Moment): Stroke[] {
  return linesAt(digits, moment).flatMap((lines, place) =>
    lines.map((points) => ({ points, width: PEN_WIDTH * digits[place]!.frame.side })),
  )
}

/** Where the pen is after so many points of a digit: in the middle of its frame before the first. */
export function penAt({ sequence, frame }: Pick<WrittenDigit, 'sequence' | 'frame'>, points: number): Point {
  return linesFromSequence(beginningOf(sequence, points), frame).at(-1)?.at(-1) ?? [frame.x, frame.y]
}
