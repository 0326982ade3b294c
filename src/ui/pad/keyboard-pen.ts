import type { Point } from '../../data/strokes'

/** How far one press of an arrow key moves the pen, as a fraction of the pad; with Shift the larger one. */
export const KEY_STEP = { fine: 0.025, coarse: 0.1 }

const ARROWS: Readonly<Record<string, Point>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function isArrow(key: string): boolean {
  return Object.hasOwn(ARROWS, key)
}

/**
 * Where the pen goes when an arrow key is pressed, or repeats: two held together move it across.
 *
 * @param held  all arrow keys that are down, the one that repeats among them
 * @param inset half the pen's width: the pen stays on the pad whole
 */
export function movedByKeys([x, y]: Point, held: Iterable<string>, isCoarse: boolean, inset: number): Point {
  let dx = 0
  let dy = 0
  for (const key of held) {
    dx += ARROWS[key]?.[0] ?? 0
    dy += ARROWS[key]?.[1] ?? 0
  }
  const step = (isCoarse ? KEY_STEP.coarse : KEY_STEP.fine) / Math.max(1, Math.hypot(dx, dy))
  return [onPad(x + step * dx, inset), onPad(y + step * dy, inset)]
}

function onPad(value: number, inset: number): number {
  return Math.min(1 - inset, Math.max(inset, value))
}
