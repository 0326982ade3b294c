import type { Point } from '../../data/strokes'

/** Where an element lies in the window, CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A pointer's place in the unit square of the pad. A pen that leaves the pad draws along its border, inset by half its width. */
export function toUnitSquare(clientX: number, clientY: number, box: Box, penWidth: number): Point {
  return [within((clientX - box.left) / box.width, penWidth / 2), within((clientY - box.top) / box.height, penWidth / 2)]
}

function within(value: number, inset: number): number {
  // A box of no size (the pad is hidden) gives NaN or infinity.
  return Number.isFinite(value) ? Math.min(1 - inset, Math.max(inset, value)) : 0.5
}

/** Whether a point is far enough from the last one to be worth keeping; a resting pen sends many. */
export function isNewPlace(point: Point, last: Point | undefined, threshold = 1 / 500): boolean {
  return last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= threshold
}
