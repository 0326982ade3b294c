import type { Task } from './task'

/** What the pen does after a point: it goes on drawing, it is lifted, or the drawing is over. */
export const Pen = { down: 0, up: 1, end: 2 } as const
export type PenAfter = (typeof Pen)[keyof typeof Pen]

/** Values of one point in memory: Δx, Δy, and what the pen does after it. */
export const POINT_VALUES = 3

/**
 * One drawing as a pen writes it: [n,3] movements, each from the point before (the first from the middle of the drawing), in units of movement.
 * The last point ends it.
 */
export type PenSequence = Float32Array

/** Labelled drawings of one task, of any lengths. */
export interface PenSequences {
  /** Name for people: `Pen digits, writers 1 to 23`. */
  readonly name: string
  /** Left out where they are digits (`taskOf`). */
  readonly task?: Task
  /** [P,3] the points of all drawings, one drawing behind the other. */
  readonly points: Float32Array
  /** [N+1] where each drawing begins among the points; the last is P. */
  readonly starts: Uint32Array
  /** [N] places in the task's classes. */
  readonly labels: Uint8Array
  /**
   * [N] what the nats of each drawing's points are multiplied by in a loss; left out where all count alike. Below 0 a drawing is made less likely, as a
   * policy gradient asks for.
   */
  readonly weights?: Float32Array
}

/** The points of one drawing, without copying them: [n,3]. */
export function sequenceOf({ points, starts }: PenSequences, index: number): PenSequence {
  return points.subarray(POINT_VALUES * starts[index]!, POINT_VALUES * starts[index + 1]!)
}

/** Drawings as one set. */
export function joinSequences(name: string, drawings: readonly { readonly label: number; readonly sequence: PenSequence }[]): PenSequences {
  const starts = new Uint32Array(drawings.length + 1)
  for (const [index, { sequence }] of drawings.entries()) starts[index + 1] = starts[index]! + sequence.length / POINT_VALUES
  const points = new Float32Array(POINT_VALUES * starts[drawings.length]!)
  for (const [index, { sequence }] of drawings.entries()) points.set(sequence, POINT_VALUES * starts[index]!)
  return { name, points, starts, labels: Uint8Array.from(drawings, ({ label }) => label) }
}

/** Several sets as one, one set behind the other. */
export function joinSequenceSets(name: string, sets: readonly PenSequences[]): PenSequences {
  const joined = joinSequences(
    name,
    sets.flatMap((set) => Array.from(set.labels, (label, index) => ({ label, sequence: sequenceOf(set, index) }))),
  )
  if (sets.every(({ weights }) => weights === undefined)) return joined
  return { ...joined, weights: Float32Array.from(sets.flatMap((set) => Array.from(set.labels, (_, index) => set.weights?.[index] ?? 1))) }
}
