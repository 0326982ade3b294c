/** Ways to make a picture harder to read, one strength at a time; seed and place in the set decide what is random. */
export const spoilKinds = ['noise', 'shift', 'rotate', 'hide'] as const
export type SpoilKind = (typeof spoilKinds)[number]

export interface Spoiling {
  readonly kind: SpoilKind
  /** `noise`: deviation of what is added to the ink; `shift`: pixels; `rotate`: degrees; `hide`: side of the square, of the picture's shorter side. */
  readonly strength: number
}

/** Strengths that are allowed, and those that are measured: from nothing up to where hardly anything is read. */
export const spoilRanges = {
  noise: { max: 1, steps: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
  shift: { max: 28, steps: [0, 1, 2, 3, 4, 5, 6] },
  rotate: { max: 180, steps: [0, 10, 20, 30, 40, 50, 60] },
  hide: { max: 1, steps: [0, 0.15, 0.3, 0.45, 0.6, 0.75] },
} as const satisfies Readonly<Record<SpoilKind, { readonly max: number; readonly steps: readonly number[] }>>
