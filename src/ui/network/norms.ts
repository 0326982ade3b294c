import { type Decades, placeOf } from '../kit/decades'

/**
 * SVG path data in the unit square; a norm that is not a number breaks the line.
 *
 * @param norms  [T]
 * @param middle where the middle of a step's row stands, 0 at the top, 1 at the bottom
 */
export function normPath(norms: ArrayLike<number>, decades: Decades, middle: (step: number) => number): string {
  let path = ''
  let isDrawing = false
  for (let step = 0; step < norms.length; step++) {
    const place = placeOf(norms[step]!, decades)
    const isNumber = !Number.isNaN(place)
    if (isNumber) path += `${isDrawing ? 'L' : 'M'}${place.toFixed(4)} ${middle(step).toFixed(4)}`
    isDrawing = isNumber
  }
  return path
}
