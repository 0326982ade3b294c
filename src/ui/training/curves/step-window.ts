/** The part of a run that its charts show, in steps. */
export interface StepWindow {
  readonly from: number
  readonly to: number
}

/** So few steps fill a chart. */
const NARROWEST = 10

/**
 * A window within a whole: as wide as asked for if there is room, moved inside otherwise.
 *
 * @returns null where it is the whole
 */
export function windowWithin(whole: StepWindow, asked: StepWindow): StepWindow | null {
  const most = whole.to - whole.from
  const middle = (asked.from + asked.to) / 2
  const width = Math.max(Math.min(NARROWEST, most), Math.abs(asked.to - asked.from))
  if (width >= most * (1 - 1e-9)) return null
  const from = Math.min(Math.max(middle - width / 2, whole.from), whole.to - width)
  return { from, to: from + width }
}

/** A window that is so many times as wide, about a step that stays where it is on the screen. */
export function stretched({ from, to }: StepWindow, factor: number, about: number): StepWindow {
  return { from: about - (about - from) * factor, to: about + (to - about) * factor }
}

/** The window moved as little as brings a step into it. */
export function movedTo({ from, to }: StepWindow, step: number): StepWindow {
  const by = step < from ? step - from : step > to ? step - to : 0
  return { from: from + by, to: to + by }
}

/** The window in which two steps stand at two shares of its width: those of two fingers. Null where the fingers are at one place. */
export function pinched(steps: readonly [number, number], shares: readonly [number, number]): StepWindow | null {
  const apart = shares[1] - shares[0]
  if (Math.abs(apart) < 1e-3) return null
  const width = (steps[1] - steps[0]) / apart
  // Fingers that have passed each other would turn the axis round.
  if (width <= 0) return null
  const from = steps[0] - shares[0] * width
  return { from, to: from + width }
}
