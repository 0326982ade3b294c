/** Keeping what is on the pad in the visitor's own hand. */
export const hand = {
  /** Keeping what is on the pad. */
  keep: {
    open: 'Keep as…',
    hint: 'Keep this drawing among your own, with the digit that it is',
    title: 'Keep this drawing as',
    digit: (digit: string) => `Keep as a ${digit}`,
    kept: (digit: string, count: number, text: string) =>
      `Kept as a ${digit}. You have ${count === 1 ? 'one drawing' : `${text} drawings`}, under Hand.`,
    nothing: 'Draw something first: pictures have no strokes to keep.',
  },
}
