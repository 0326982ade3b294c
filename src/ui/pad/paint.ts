import type { Stroke } from '../../data/strokes'

/**
 * Draws strokes as smooth lines with round ends: quadratic curves through the middles of the pen's points.
 *
 * @param side  of the square canvas, in its own pixels
 */
export function paintStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], side: number, color: string): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = color
  for (const { points, width } of strokes) {
    const first = points[0]
    const last = points.at(-1)
    if (!first || !last) continue
    context.lineWidth = width * side
    context.beginPath()
    context.moveTo(first[0] * side, first[1] * side)
    for (let index = 1; index < points.length - 1; index++) {
      const [x, y] = points[index]!
      const [nextX, nextY] = points[index + 1]!
      context.quadraticCurveTo(x * side, y * side, ((x + nextX) / 2) * side, ((y + nextY) / 2) * side)
    }
    // A line to the same place draws the round cap of a dot.
    context.lineTo(last[0] * side, last[1] * side)
    context.stroke()
  }
}
