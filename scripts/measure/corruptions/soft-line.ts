import { clamp, SIDE } from './picture'

/** How far above and below a line there is ink of it: it fades as 1 + ln(1 - distance / FADE). */
const FADE = 2.3

export type Point = readonly [x: number, y: number]

/** Adds the ink of a line that runs to the right; in each column it fades upwards and downwards. */
export function addSoftLine(ink: Float32Array, [x0, y0]: Point, [x1, y1]: Point, hasInk: (column: number) => boolean = () => true): void {
  const slope = (y1 - y0) / (x1 - x0)
  for (let x = Math.max(0, Math.floor(x0)); x < Math.min(SIDE, Math.ceil(x1)); x++) {
    if (!hasInk(x)) continue
    for (let y = 0; y < SIDE; y++) {
      const distance = Math.abs(y - (y0 + slope * (x - x0)))
      const added = distance < FADE ? Math.max(0, 1 + Math.log(1 - distance / FADE)) : 0
      ink[y * SIDE + x] = clamp(ink[y * SIDE + x]! + added, 0, 1)
    }
  }
}
