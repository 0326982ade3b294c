import type { Clamp } from '../../../nn/engine'

/** The holds with one more, the last; another value for the same units at the same steps takes the place of the one before. */
export function withHold(holds: readonly Clamp[], added: Clamp): readonly Clamp[] {
  return [...holds.filter((hold) => !isSamePlace(hold, added)), added]
}

function isSamePlace(a: Clamp, b: Clamp): boolean {
  return (
    a.layer === b.layer &&
    a.signal === b.signal &&
    JSON.stringify(a.units) === JSON.stringify(b.units) &&
    JSON.stringify(a.steps) === JSON.stringify(b.steps)
  )
}
