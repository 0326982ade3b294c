/** A point in the unit square of the pad: x to the right, y down. */
export type Point = readonly [x: number, y: number]

/** One line of the pen, from touching down to lifting. A single point is a dot. */
export interface Stroke {
  readonly points: readonly Point[]
  /** Diameter of the round pen, as a fraction of the pad's side. */
  readonly width: number
}
