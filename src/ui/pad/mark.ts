import type { Region } from '../../data/drawing'
import type { Point } from '../../data/strokes'

/** The rectangle that a visitor lays around a digit, in shares of the picture's sides. */

/** Smaller than this no rectangle gets: a press without a drag means nothing. */
const SMALLEST = 0.02

/** What it is before anybody touched it. */
export const FIRST_MARK: Region = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 }

/** Between two corners. */
export function markBetween([x0, y0]: Point, [x1, y1]: Point): Region {
  const [left, top] = [within(Math.min(x0, x1)), within(Math.min(y0, y1))]
  return { left, top, width: within(Math.max(x0, x1)) - left, height: within(Math.max(y0, y1)) - top }
}

export function isMark({ width, height }: Region): boolean {
  return width >= SMALLEST && height >= SMALLEST
}

const ARROWS: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Arrows move it, with Shift they move its lower right corner. @param step share of the picture; null for another key */
export function markByKey(mark: Region, key: string, isShift: boolean, step = 0.02): Region | null {
  const way = ARROWS[key]
  if (way === undefined) return null
  const [x, y] = [step * way[0], step * way[1]]
  if (!isShift) {
    return { ...mark, left: clamp(mark.left + x, 0, 1 - mark.width), top: clamp(mark.top + y, 0, 1 - mark.height) }
  }
  return { ...mark, width: clamp(mark.width + x, SMALLEST, 1 - mark.left), height: clamp(mark.height + y, SMALLEST, 1 - mark.top) }
}

function within(value: number): number {
  return clamp(value, 0, 1)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
