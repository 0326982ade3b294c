import type { PenDigit } from '../../src/data/pen-digits'
import type { Point } from '../../src/data/strokes'

/** Rules that tell from its points how a digit was written. They are rough: they count forms, they do not read. */

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A way of writing, and whether a digit is written so. */
export interface FormRule {
  readonly label: number
  readonly name: string
  readonly holds: (digit: PenDigit) => boolean
}

export const FORM_RULES: readonly FormRule[] = [
  { label: 0, name: 'clockwise', holds: ({ lines }) => signedArea(lines[0]!) > 0 },
  { label: 0, name: 'runs on beside its beginning, or curls', holds: ({ lines }) => Math.abs(turning(lines[0]!)) > 2.25 * Math.PI },
  { label: 1, name: 'flag', holds: (digit) => hasFlag(digit, 0.08) },
  { label: 1, name: 'flag longer than a quarter of the height', holds: (digit) => hasFlag(digit, 0.25) },
  { label: 1, name: 'foot', holds: (digit) => widthBelow(digit, 0.92) > 0.3 },
  { label: 2, name: 'loop below', holds: ({ lines }) => crossings(lines[0]!).some(([, y]) => isBelow(lines, y, 0.6)) },
  { label: 4, name: 'in one line', holds: ({ lines }) => lines.length === 1 },
  { label: 4, name: 'like lightning: one line that hardly rises', holds: ({ lines }) => lines.length === 1 && rise(lines[0]!) < 0.12 },
  { label: 4, name: 'short stem', holds: ({ lines }) => lines.length === 2 && isBelow(lines, lines[1]![0]![1], 0.2) },
  { label: 5, name: 'in one line', holds: ({ lines }) => lines.length === 1 },
  { label: 5, name: 'bar last', holds: ({ lines }) => lines.length === 2 && heightOf(lines[1]!) < heightOf(lines[0]!) },
  { label: 6, name: 'end crosses the stem', holds: ({ lines }) => crossings(lines[0]!).length > 0 },
  { label: 7, name: 'bar', holds: ({ lines }) => lines.length > 1 },
  { label: 8, name: 'begins in the middle half', holds: ({ lines }) => isBelow(lines, lines[0]![0]![1], 0.25) },
  { label: 8, name: 'first bend clockwise', holds: ({ lines }) => turning(lines[0]!.slice(0, Math.ceil(lines[0]!.length / 4))) > 0 },
  { label: 9, name: 'tail ends left of the ring', holds: (digit) => tailEnd(digit) < 0 },
  { label: 9, name: 'tail ends under the left half of the ring', holds: (digit) => tailEnd(digit) >= 0 && tailEnd(digit) < 0.5 },
  { label: 9, name: 'tail ends under the right half, or to the right', holds: (digit) => tailEnd(digit) >= 0.5 },
]

function boxOf(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  return { left, top, width: Math.max(...xs) - left, height: Math.max(Math.max(...ys) - top, 1e-6) }
}

function heightOf(line: readonly Point[]): number {
  return boxOf(line).height
}

/** Whether a height lies farther down than this share of the digit. */
function isBelow(lines: PenDigit['lines'], y: number, share: number): boolean {
  const { top, height } = boxOf(lines.flat())
  return (y - top) / height > share
}

/** The first line begins below its top and goes up to it first. */
function hasFlag({ lines }: PenDigit, longerThan: number): boolean {
  return isBelow(lines, lines[0]![0]![1], longerThan)
}

/** Width of what lies below a share of the height, relative to the height. */
function widthBelow({ lines }: PenDigit, share: number): number {
  const points = lines.flat()
  const { height } = boxOf(points)
  const below = points.filter(([, y]) => isBelow(lines, y, share))
  return boxOf(below).width / height
}

/** Farthest that a line climbs again, relative to its height. */
function rise(line: readonly Point[]): number {
  let lowest = -Infinity
  let most = 0
  for (const [, y] of line) {
    lowest = Math.max(lowest, y)
    most = Math.max(most, lowest - y)
  }
  return most / heightOf(line)
}

/** Where the tail ends, from the left edge of the upper half (0) to its right edge (1). */
function tailEnd({ lines }: PenDigit): number {
  const points = lines.flat()
  const { left, width } = boxOf(points.filter(([, y]) => !isBelow(lines, y, 0.5)))
  return (points.at(-1)![0] - left) / Math.max(width, 1e-6)
}

/** Above 0 for a line that goes round clockwise, as the eye sees it. */
function signedArea(line: readonly Point[]): number {
  return line.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = line[(index + 1) % line.length]!
    return sum + x * nextY - nextX * y
  }, 0)
}

/** Sum of all turns in radians, clockwise above 0; points nearer to each other than a hundredth of the tablet are passed over. */
function turning(line: readonly Point[]): number {
  const steps: Point[] = []
  let [x, y] = line[0]!
  for (const [toX, toY] of line) {
    if (Math.hypot(toX - x, toY - y) < 0.01) continue
    steps.push([toX - x, toY - y])
    ;[x, y] = [toX, toY]
  }
  return steps.slice(1).reduce((sum, [dx, dy], index) => {
    const [beforeX, beforeY] = steps[index]!
    return sum + Math.atan2(beforeX * dy - beforeY * dx, beforeX * dx + beforeY * dy)
  }, 0)
}

/** Points at which a line crosses itself. */
function crossings(line: readonly Point[]): Point[] {
  const found: Point[] = []
  for (let first = 0; first + 1 < line.length; first++) {
    for (let second = first + 2; second + 1 < line.length; second++) {
      const point = crossing(line[first]!, line[first + 1]!, line[second]!, line[second + 1]!)
      if (point !== null) found.push(point)
    }
  }
  return found
}

function crossing([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point, [dx, dy]: Point): Point | null {
  const area = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (area === 0) return null
  const along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / area
  const across = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / area
  const isInside = along > 0 && along < 1 && across > 0 && across < 1
  return isInside ? [ax + along * (bx - ax), ay + along * (by - ay)] : null
}
