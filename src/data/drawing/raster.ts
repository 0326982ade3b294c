import type { Point } from '../strokes'

/** Grey levels on a rectangle of pixels: `data` [height,width] in 0…1, ink = 1. */
export interface Ink {
  readonly data: Float32Array
  readonly width: number
  readonly height: number
}

export function blankInk(width: number, height: number): Ink {
  return { data: new Float32Array(width * height), width, height }
}

/** Lines between points that are nearer to each other than this, in pixels, are not worth drawing. */
const SHORTEST_LINE = 0.5

/**
 * Draws one line of a round pen: every pixel takes its coverage by the pen, the larger of old and new, so that a line which
 * crosses itself is no darker there.
 *
 * The work is bounded by the pixels the pen passes over, and points that pile up on one spot cost nothing: 10,000 points are fine.
 *
 * @param points in pixels of `ink`, the upper left corner being (0,0); what lies outside is cut off
 * @param radius of the pen in pixels
 */
export function drawLine(ink: Ink, points: readonly Point[], radius: number): void {
  let from = points[0]
  if (from === undefined) return
  let drawn = false
  const last = points.length - 1
  for (let index = 1; index <= last; index++) {
    const to = points[index]!
    const isFar = Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]) >= SHORTEST_LINE
    if (!isFar && (index < last || drawn)) continue
    drawCapsule(ink, from[0], from[1], to[0], to[1], radius)
    from = to
    drawn = true
  }
  if (!drawn) drawCapsule(ink, from[0], from[1], from[0], from[1], radius)
}

/** Coverage of a pixel is taken from its centre's distance to the segment; its edge is one pixel wide. */
function drawCapsule(ink: Ink, ax: number, ay: number, bx: number, by: number, radius: number): void {
  const { data, width, height } = ink
  const dx = bx - ax
  const dy = by - ay
  const perSquare = 1 / Math.max(dx * dx + dy * dy, 1e-12)
  const reach = radius + 0.5
  const core = Math.max(radius - 0.5, 0)
  const top = Math.max(0, Math.ceil(Math.min(ay, by) - reach - 0.5))
  const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by) + reach - 0.5))
  for (let row = top; row <= bottom; row++) {
    const y = row + 0.5
    // Only the part of the segment whose height is within reach of this row can touch it.
    let near = 0
    let far = 1
    if (Math.abs(dy) > 1e-9) {
      const enter = (y - reach - ay) / dy
      const leave = (y + reach - ay) / dy
      near = Math.max(0, Math.min(enter, leave))
      far = Math.min(1, Math.max(enter, leave))
    }
    const x0 = ax + near * dx
    const x1 = ax + far * dx
    const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach - 0.5))
    const right = Math.min(width - 1, Math.floor(Math.max(x0, x1) + reach - 0.5))
    for (let column = left; column <= right; column++) {
      const pixel = row * width + column
      if (data[pixel]! >= 1) continue
      const x = column + 0.5
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) * perSquare))
      const offX = x - ax - along * dx
      const offY = y - ay - along * dy
      const square = offX * offX + offY * offY
      if (square >= reach * reach) continue
      const coverage = square <= core * core ? 1 : Math.min(1, reach - Math.sqrt(square))
      if (coverage > data[pixel]!) data[pixel] = coverage
    }
  }
}
