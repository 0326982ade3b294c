import type { Point, Stroke } from '../../data/strokes'
import { watchCanvasSize } from './canvas-size'
import { isNewPlace, toUnitSquare } from './coordinates'
import { addStroke, type Drawing, EMPTY_DRAWING, type History, isEmpty, record, redo, startHistory, undo } from './history'
import { paintStrokes } from './paint'
import { planWriting, type Writing } from './writing'

/** Diameter of the visitor's pen, as a fraction of the pad. */
export const PEN_WIDTH = 0.07

/** What the buttons around the pad need to know; a new object only when something changed. */
export interface PadStatus {
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly isEmpty: boolean
}

interface LiveStroke {
  readonly pointerId: number
  readonly points: Point[]
}

interface RunningWriting {
  readonly writing: Writing
  readonly label: number | null
  /** Time of its first frame; null before. */
  startedAt: number | null
  /** Milliseconds written so far. */
  elapsed: number
}

/**
 * The pad without React: pointers in, ink on the canvas, at most one drawing out per animation frame.
 *
 * What is seen is the history's present, or a sample being written, or the present with the stroke under the pen.
 */
export class PadController {
  private history: History = startHistory()
  private live: LiveStroke | null = null
  private running: RunningWriting | null = null
  private canvas: HTMLCanvasElement | null = null
  private frame = 0
  private status: PadStatus = { canUndo: false, canRedo: false, isEmpty: true }
  private readonly listeners = new Set<() => void>()

  /** @param publish hears of every frame in which the drawing changed */
  constructor(private readonly publish: (drawing: Drawing) => void) {}

  /** Takes the canvas; the pad reacts to its pointers until the returned function is called. */
  readonly attach = (canvas: HTMLCanvasElement): (() => void) => {
    this.canvas = canvas
    const stopWatching = watchCanvasSize(canvas, () => this.paint())
    const listening = new AbortController()
    const { signal } = listening
    canvas.addEventListener('pointerdown', (event) => this.press(event), { signal })
    canvas.addEventListener('pointermove', (event) => this.move(event), { signal })
    canvas.addEventListener('pointerup', (event) => this.lift(event), { signal })
    // The system took the pointer away (a gesture, a call): what was drawn until then stays.
    canvas.addEventListener('pointercancel', (event) => this.lift(event), { signal })
    // A frame that was asked for before the canvas came, or of the canvas before, is made up for.
    this.requestFrame()
    return () => {
      listening.abort()
      stopWatching()
      cancelAnimationFrame(this.frame)
      this.frame = 0
      this.canvas = null
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getStatus = (): PadStatus => this.status

  readonly undo = (): void => this.change(undo(this.history))

  readonly redo = (): void => this.change(redo(this.history))

  readonly clear = (): void => this.change(record(this.history, EMPTY_DRAWING))

  /**
   * Writes a sample on an empty pad.
   *
   * @param duration milliseconds; 0 shows it finished
   */
  write(drawing: Drawing, duration: number): void {
    const { past, present } = this.history
    // The page's first sample is where undo ends; nobody wants to go back to a blank pad.
    this.change(past.length === 0 && isEmpty(present) ? startHistory(drawing) : record(this.history, drawing))
    if (duration > 0) this.running = { writing: planWriting(drawing.strokes, duration), label: drawing.label, startedAt: null, elapsed: 0 }
  }

  /** Draws again in the size and colours that hold now. */
  readonly paint = (): void => {
    const context = this.canvas?.getContext('2d')
    if (context) paintStrokes(context, this.visible().strokes, context.canvas.width, getComputedStyle(context.canvas).color)
  }

  private press(event: PointerEvent): void {
    if (this.live || event.button !== 0 || !event.isPrimary || !(event.currentTarget instanceof HTMLCanvasElement)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    this.running = null
    this.live = { pointerId: event.pointerId, points: [] }
    this.extend(event)
    this.updateStatus()
  }

  private move(event: PointerEvent): void {
    if (this.live?.pointerId === event.pointerId) this.extend(event)
  }

  private lift(event: PointerEvent): void {
    if (this.live?.pointerId !== event.pointerId) return
    const stroke = strokeOf(this.live)
    this.live = null
    if (stroke.points.length > 0) this.change(addStroke(this.history, stroke))
    else this.updateStatus()
  }

  /** Browsers hand over the pointer once a frame and keep what lay between in its coalesced events. */
  private extend(event: PointerEvent): void {
    if (!this.live || !this.canvas) return
    const box = this.canvas.getBoundingClientRect()
    const coalesced = event.getCoalescedEvents()
    for (const { clientX, clientY } of coalesced.length > 0 ? coalesced : [event]) {
      const point = toUnitSquare(clientX, clientY, box, PEN_WIDTH)
      if (isNewPlace(point, this.live.points.at(-1))) this.live.points.push(point)
    }
    this.requestFrame()
  }

  private change(history: History): void {
    this.history = history
    this.running = null
    this.live = null
    this.requestFrame()
    this.updateStatus()
  }

  private visible(): Drawing {
    if (this.running) return { strokes: this.running.writing.at(this.running.elapsed), label: this.running.label }
    return this.live ? addStroke(this.history, strokeOf(this.live)).present : this.history.present
  }

  private requestFrame(): void {
    this.frame ||= requestAnimationFrame(this.onFrame)
  }

  private readonly onFrame = (now: number): void => {
    this.frame = 0
    if (this.running) {
      this.running.startedAt ??= now
      this.running.elapsed = now - this.running.startedAt
      if (this.running.elapsed >= this.running.writing.duration) this.running = null
    }
    this.paint()
    this.publish(this.visible())
    if (this.running) this.requestFrame()
  }

  private updateStatus(): void {
    const { past, present, future } = this.history
    const next = { canUndo: past.length > 0, canRedo: future.length > 0, isEmpty: this.live === null && isEmpty(present) }
    const { canUndo, canRedo, isEmpty: wasEmpty } = this.status
    if (next.canUndo === canUndo && next.canRedo === canRedo && next.isEmpty === wasEmpty) return
    this.status = next
    for (const listener of this.listeners) listener()
  }
}

function strokeOf(live: LiveStroke): Stroke {
  return { points: [...live.points], width: PEN_WIDTH }
}
