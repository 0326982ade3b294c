import { eraseSheet } from '../../data/drawing'
import type { Point, Stroke } from '../../data/strokes'
import { isNewPlace } from './coordinates'
import { addStroke, type Drawing, type History, record, withStroke } from './history'
import { ERASER_RADIUS, type PadTool } from './tools'

/** What draws; null for the keyboard. */
export type Pointer = Pick<PointerEvent, 'pointerId' | 'pointerType'> | null

/** Ink on its way. */
interface LiveStroke {
  readonly kind: 'pen'
  readonly pointer: Pointer
  readonly points: Point[]
  width: number
}

/** A rubbing on its way: what is left so far. */
interface LiveErasure {
  readonly kind: 'eraser'
  readonly pointer: Pointer
  last: Point
  left: Drawing
}

/** What is being drawn or rubbed out, and is no step of the history yet. */
export type Live = LiveStroke | LiveErasure

/** @param drawing  what is on the pad */
export function beginLive(tool: PadTool, drawing: Drawing, at: Point, pointer: Pointer, width: number): Live {
  if (tool === 'pen') return { kind: 'pen', pointer, points: [at], width }
  return { kind: 'eraser', pointer, last: at, left: erased(drawing, [at]) }
}

/** @returns whether the pen has moved */
export function extendLive(live: Live, at: Point): boolean {
  if (!isNewPlace(at, live.kind === 'pen' ? live.points.at(-1) : live.last)) return false
  if (live.kind === 'pen') live.points.push(at)
  else {
    live.left = erased(live.left, [live.last, at])
    live.last = at
  }
  return true
}

/** A line has one width: that of its firmest place, so that it never gets thinner behind the pen. @returns whether it grew */
export function widenLive(live: Live, width: number): boolean {
  if (live.kind !== 'pen' || width <= live.width) return false
  live.width = width
  return true
}

/** What is seen meanwhile. */
export function withLive(drawing: Drawing, live: Live): Drawing {
  return live.kind === 'pen' ? withStroke(drawing, strokeOf(live)) : live.left
}

/** The history once it has come to its end. */
export function endLive(history: History, live: Live): History {
  if (live.kind === 'pen') return addStroke(history, strokeOf(live))
  // Rubbing on bare paper is no step.
  return live.left === history.present ? history : record(history, live.left)
}

function erased(drawing: Drawing, path: readonly Point[]): Drawing {
  const left = eraseSheet(drawing, path, ERASER_RADIUS)
  return left === drawing ? drawing : { ...left, label: null }
}

function strokeOf({ points, width }: LiveStroke): Stroke {
  return { points: [...points], width }
}
