import type { Sheet } from '../../data/drawing'
import type { Stroke } from '../../data/strokes'

/** What is on the pad. */
export interface Drawing extends Sheet {
  /** The class a sample was meant to be; null as soon as the visitor draws. */
  readonly label: number | null
}

export const EMPTY_DRAWING: Drawing = { strokes: [], label: null }

/** Drawings before and after the present one, oldest first. */
export interface History {
  readonly past: readonly Drawing[]
  readonly present: Drawing
  readonly future: readonly Drawing[]
}

/** Steps back that are kept; a drawing is a few kilobytes. */
const DEPTH = 200

export function startHistory(present: Drawing = EMPTY_DRAWING): History {
  return { past: [], present, future: [] }
}

/** A new present; what had been undone is forgotten. An empty drawing after an empty one is no step. */
export function record(history: History, drawing: Drawing): History {
  if (isEmpty(drawing) && isEmpty(history.present)) return history
  return { past: [...history.past, history.present].slice(-DEPTH), present: drawing, future: [] }
}

export function undo(history: History): History {
  const previous = history.past.at(-1)
  if (!previous) return history
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] }
}

/** Takes back the newest step as if it had never been. */
export function forget(history: History): History {
  return { ...undo(history), future: [] }
}

export function redo(history: History): History {
  const [next, ...future] = history.future
  if (!next) return history
  return { past: [...history.past, history.present], present: next, future }
}

/**
 * A stroke of the visitor's joins his own drawing, or the picture under it. It takes the place of a sample, which undo brings back: that was there to
 * show how it goes, a picture is there to work on.
 */
export function addStroke(history: History, stroke: Stroke): History {
  return record(history, withStroke(history.present, stroke))
}

export function withStroke({ strokes, label, backdrop }: Drawing, stroke: Stroke): Drawing {
  if (backdrop !== undefined) return { strokes: [...strokes, stroke], backdrop, label: null }
  return { strokes: label === null ? [...strokes, stroke] : [stroke], label: null }
}

export function isEmpty({ strokes, backdrop }: Drawing): boolean {
  return strokes.length === 0 && backdrop === undefined
}
