import type { Point, Stroke } from '../strokes'
import { sampleLine } from './curve'
import type { KnotLine } from './path'

/** Points per stretch between two knots: lines of 7 to about 80 points. */
const STEPS = 6

/** The lines that the pen draws through the knots. */
export function sampleLines(lines: readonly KnotLine[]): Point[][] {
  return lines.map((line) => sampleLine(line, STEPS))
}

/**
 * Centres the lines on the pad.
 *
 * @param side longer side of the written digit with its pen, as a fraction of the pad
 * @param pen  width of the pen in the unit of `lines`
 */
export function fit(lines: readonly Point[][], side: number, pen: number): Stroke[] {
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  for (const line of lines) {
    for (const [x, y] of line) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const scale = side / (Math.max(right - left, bottom - top) + pen)
  const centreX = (left + right) / 2
  const centreY = (top + bottom) / 2
  return lines.map((line) => ({
    points: line.map(([x, y]): Point => [0.5 + scale * (x - centreX), 0.5 + scale * (y - centreY)]),
    width: pen * scale,
  }))
}
