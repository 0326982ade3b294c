import type { Stroke } from '../../data/strokes'

/** A part of the pad, in shares of its side. */
export interface PadFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Between ink and frame, as a share of the pad's side. */
const APART = 0.02

/** A frame around everything that strokes cover, within the pad; null where there are none. */
export function frameAround(strokes: readonly Stroke[]): PadFrame | null {
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (const { points, width } of strokes) {
    const reach = width / 2 + APART
    for (const [x, y] of points) {
      left = Math.min(left, x - reach)
      top = Math.min(top, y - reach)
      right = Math.max(right, x + reach)
      bottom = Math.max(bottom, y + reach)
    }
  }
  if (left >= right || top >= bottom) return null
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return { left: x, top: y, width: Math.min(1, right) - x, height: Math.min(1, bottom) - y }
}
