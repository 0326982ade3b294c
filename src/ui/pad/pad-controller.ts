import type { Point } from '../../data/strokes'
import { capture, isPressing, samplesOf } from '../kit/pointers'
import { watchCanvasSize } from './canvas-size'
import { toUnitSquare } from './coordinates'
import { type Drawing, EMPTY_DRAWING, forget, type History, isEmpty, record, redo, startHistory, undo } from './history'
import { movedByKeys } from './keyboard-pen'
import { beginLive, endLive, extendLive, type Live, type Pointer, widenLive, withLive } from './live'
import { paintSheet } from './paint'
import { neighbourSize, type PadTool, PEN_WIDTHS, type PenSize, widthByPressure } from './tools'
import { planWriting, type Writing } from './writing'

/** What the buttons around the pad need to know; a new object only when something changed. */
export interface PadStatus {
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly isEmpty: boolean
  readonly tool: PadTool
  readonly penSize: PenSize
}

/** The pen that the arrow keys move. */
export interface KeyboardPen {
  readonly at: Point
  readonly isDown: boolean
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
 * Browsers hold `pointermove` back until the next frame. Where they tell of movements as they happen too, the network reads those and its answer is
 * there when that frame is painted.
 */
const POINTER_MOVES = ['pointerrawupdate', 'pointermove'] as const

/** A pen that comes this soon after a touch was taken away, in milliseconds, is held by the hand that touched. */
const PALM_MS = 500

/**
 * The pad without React: pointers and keys in, ink on the canvas, at most one drawing out per animation frame.
 *
 * What is seen is the history's present, or a sample being written, or the present with what is being drawn or rubbed out.
 */
export class PadController {
  private history: History
  private live: Live | null = null
  /** What a finger drew until the system took it away: a hand that rests on the glass, if a pen comes next. */
  private cancelled: { readonly drawing: Drawing; readonly at: number } | null = null
  private running: RunningWriting | null = null
  private keyboard: KeyboardPen | null = null
  private canvas: HTMLCanvasElement | null = null
  /** Of the ink; null until it is looked up, for which the browser must compute the page's styles. */
  private color: string | null = null
  private frame = 0
  /** The drawing changed once more after it was handed on; the next frame does it again. */
  private isBehind = false
  /** When the newest movement that was heard of took place: what came as it happened comes once more with the frame. */
  private heardUntil = 0
  private status: PadStatus
  private readonly listeners = new Set<() => void>()
  private readonly drawingListeners = new Set<(drawing: Drawing) => void>()

  /**
   * @param publish hears of every frame in which the drawing changed
   * @param first   what the pad begins with; nobody has heard of it before `announce`
   */
  constructor(
    private readonly publish: (drawing: Drawing) => void,
    first: Drawing = EMPTY_DRAWING,
  ) {
    this.history = startHistory(first)
    this.status = { canUndo: false, canRedo: false, isEmpty: isEmpty(first), tool: 'pen', penSize: 'medium' }
  }

  /** Takes the canvas; the pad reacts to its pointers until the returned function is called. */
  readonly attach = (canvas: HTMLCanvasElement): (() => void) => {
    this.canvas = canvas
    const stopWatching = watchCanvasSize(canvas, () => this.paint())
    const listening = new AbortController()
    const { signal } = listening
    canvas.addEventListener('pointerdown', (event) => this.press(event), { signal })
    for (const type of POINTER_MOVES)
      canvas.addEventListener(type, (event) => event instanceof PointerEvent && this.move(event), { signal })
    canvas.addEventListener('pointerup', (event) => this.lift(event), { signal })
    // The system took the pointer away (a gesture, a call): what was drawn until then stays.
    canvas.addEventListener('pointercancel', (event) => this.cancel(event), { signal })
    canvas.addEventListener('lostpointercapture', (event) => this.lift(event), { signal })
    addEventListener('blur', this.liftPointer, { signal })
    // A menu would open over the line and take the pen's lift.
    canvas.addEventListener('contextmenu', (event) => this.live?.pointer && event.preventDefault(), { signal })
    // Else a line that ends in a flick counts as a fling, though nothing scrolls, and Chromium takes the next tap, on Undo, to stop it.
    canvas.addEventListener('touchmove', (event) => event.preventDefault(), { signal, passive: false })
    // A frame that was asked for before the canvas came, or of the canvas before, is made up for.
    this.requestFrame()
    return () => {
      this.liftPointer()
      listening.abort()
      stopWatching()
      cancelAnimationFrame(this.frame)
      this.frame = 0
      this.canvas = null
    }
  }

  /** Hears of tools, history and the keyboard's pen. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getStatus = (): PadStatus => this.status

  /** Null while nobody draws with the keys. */
  readonly getKeyboardPen = (): KeyboardPen | null => this.keyboard

  /** What is seen at this moment. */
  readonly visible = (): Drawing => {
    const { running, live, history } = this
    if (running) return { strokes: running.writing.at(running.elapsed), label: running.label }
    return live === null ? history.present : withLive(history.present, live)
  }

  /** Tells what is seen once more: it is to be read in another way. */
  readonly announce = (): void => this.handOn()

  /** Hears what is seen whenever that changes, at most once a frame. */
  readonly watch = (listener: (drawing: Drawing) => void): (() => void) => {
    this.drawingListeners.add(listener)
    return () => this.drawingListeners.delete(listener)
  }

  readonly undo = (): void => this.change(undo(this.history))

  readonly redo = (): void => this.change(redo(this.history))

  readonly clear = (): void => this.change(record(this.history, EMPTY_DRAWING))

  /** An empty pad from which no undo leads back. */
  readonly beginAnew = (): void => this.change(startHistory())

  /** A pointer draws, or the keyboard's pen is out: the drawing is not done. */
  readonly isBusy = (): boolean => this.live !== null || this.running !== null || this.keyboard !== null

  readonly setTool = (tool: PadTool): void => this.updateStatus({ tool })

  readonly setPenSize = (penSize: PenSize): void => this.updateStatus({ penSize })

  readonly nextPenSize = (by: 1 | -1, wraps: boolean): void => this.setPenSize(neighbourSize(this.status.penSize, by, wraps))

  /** Puts a drawing on the pad at once; undo brings back the one before. */
  readonly show = (drawing: Drawing): void => this.change(record(this.history, drawing))

  /** Shows a drawing that goes on: undo leads from the last of it to what was there before the first. */
  grow({ strokes, label }: Drawing): void {
    const isFirst = this.history.present !== this.grown
    this.grown = { strokes, label }
    this.change(isFirst ? record(this.history, this.grown) : { ...this.history, present: this.grown })
  }

  /**
   * Writes a sample on an empty pad.
   *
   * @param duration milliseconds; 0 shows it finished
   */
  write(drawing: Drawing, duration: number): void {
    const { past, present } = this.history
    // What is written first is where undo ends; nobody wants to go back to a blank pad.
    const history = past.length === 0 && isEmpty(present) ? startHistory(drawing) : record(this.history, drawing)
    const writing = { writing: planWriting(drawing.strokes, duration), label: drawing.label, startedAt: null, elapsed: 0 }
    this.change(history, duration > 0 ? writing : null)
  }

  /** Moves the keyboard's pen, which appears in the middle at its first move. */
  moveByKeys(held: Iterable<string>, isCoarse: boolean): void {
    const from = this.keyboard ?? { at: [0.5, 0.5], isDown: false }
    const at = movedByKeys(from.at, held, isCoarse, PEN_WIDTHS[this.status.penSize] / 2)
    this.keyboard = { ...from, at }
    if (this.live?.pointer === null && extendLive(this.live, at)) this.changed()
    this.tell()
  }

  /** Puts the keyboard's pen down, or lifts it. */
  togglePen(): void {
    const { at, isDown } = this.keyboard ?? { at: [0.5, 0.5], isDown: false }
    if (isDown) this.endLive()
    else if (this.live === null) this.begin(at, null, PEN_WIDTHS[this.status.penSize])
    else return
    this.keyboard = { at, isDown: !isDown }
    this.tell()
  }

  /** Ends drawing with the keys; what was drawn stays. */
  leaveKeyboard(): void {
    if (this.keyboard === null) return
    if (this.keyboard.isDown) this.endLive()
    this.keyboard = null
    this.tell()
  }

  /** Draws again in the size and colours that hold now. */
  readonly paint = (): void => {
    this.color = null
    this.paintInk()
  }

  private paintInk(): void {
    const context = this.canvas?.getContext('2d')
    if (!context) return
    this.color ??= getComputedStyle(context.canvas).color
    paintSheet(context, this.visible(), context.canvas.width, this.color)
  }

  private press(event: PointerEvent): void {
    if (!event.isPrimary || !(event.currentTarget instanceof HTMLCanvasElement)) return
    // The far end of a pen has a button of its own.
    const isEraserEnd = event.pointerType === 'pen' && event.button === 5
    if (event.button !== 0 && !isEraserEnd) return
    this.leaveKeyboard()
    if (!this.makesWay(event)) return
    this.heardUntil = event.timeStamp
    capture(event.currentTarget, event.pointerId)
    const width = widthByPressure(PEN_WIDTHS[this.status.penSize], event.pressure, event.pointerType)
    this.begin(this.placeOf(event, width), event, width, isEraserEnd ? 'eraser' : this.status.tool)
  }

  private move(event: PointerEvent): void {
    const { live } = this
    if (live?.pointer?.pointerId !== event.pointerId) return
    if (!isPressing(event)) return this.endLive()
    let isChanged = false
    for (const sample of samplesOf(event)) {
      if (sample.timeStamp < this.heardUntil) continue
      this.heardUntil = sample.timeStamp
      const width = PEN_WIDTHS[this.status.penSize]
      const isWider = widenLive(live, widthByPressure(width, sample.pressure, sample.pointerType))
      const isFarther = extendLive(live, this.placeOf(sample, width))
      isChanged ||= isWider || isFarther
    }
    if (isChanged) this.changed()
  }

  private lift(event: PointerEvent): void {
    if (this.live?.pointer?.pointerId === event.pointerId) this.endLive()
  }

  /** Ends what a pointer is drawing: its lift may never be told. What was drawn stays. */
  private readonly liftPointer = (): void => {
    if (this.live?.pointer) this.endLive()
  }

  private cancel(event: PointerEvent): void {
    if (this.live?.pointer?.pointerId !== event.pointerId) return
    const before = this.history.present
    this.endLive()
    const isNew = this.history.present !== before
    if (isNew && event.pointerType === 'touch') this.cancelled = { drawing: this.history.present, at: event.timeStamp }
  }

  /** Whether nothing else is under way, or what is makes way for this pointer. */
  private makesWay({ pointerType, timeStamp }: PointerEvent): boolean {
    const before = this.live?.pointer
    // There is one primary pointer of each type: the one before has lifted, and nobody told.
    if (before?.pointerType === pointerType) this.endLive()
    // A hand that rests on the glass comes before its pen, and some systems take it away then: what it drew was not meant.
    else if (before?.pointerType === 'touch' && pointerType === 'pen') this.live = null
    const { cancelled } = this
    this.cancelled = null
    const isPalm = cancelled !== null && pointerType === 'pen' && timeStamp - cancelled.at < PALM_MS
    if (isPalm && cancelled.drawing === this.history.present) this.history = forget(this.history)
    return this.live === null
  }

  private placeOf({ clientX, clientY }: PointerEvent, width: number): Point {
    return toUnitSquare(clientX, clientY, this.canvas?.getBoundingClientRect() ?? { left: 0, top: 0, width: 0, height: 0 }, width)
  }

  private begin(at: Point, pointer: Pointer, width: number, tool = this.status.tool): void {
    this.running = null
    this.live = beginLive(tool, this.history.present, at, pointer, width)
    this.changed()
    this.updateStatus()
  }

  private endLive(): void {
    if (this.live !== null) this.change(endLive(this.history, this.live))
  }

  /** What grew last. */
  private grown: Drawing | null = null

  private change(history: History, running: RunningWriting | null = null): void {
    this.history = history
    this.running = running
    this.live = null
    if (this.keyboard?.isDown === true) {
      this.keyboard = { ...this.keyboard, isDown: false }
      this.tell()
    }
    this.changed()
    this.updateStatus()
  }

  private requestFrame(): void {
    this.frame ||= requestAnimationFrame(this.onFrame)
  }

  /** What is seen has changed: it is handed on at once, so that it is read while the frame is painted; what comes until then waits for the frame. */
  private changed(): void {
    if (this.frame === 0) this.handOn()
    else this.isBehind = true
    this.requestFrame()
  }

  private handOn(): void {
    this.isBehind = false
    const visible = this.visible()
    this.publish(visible)
    for (const listener of this.drawingListeners) listener(visible)
  }

  private readonly onFrame = (now: number): void => {
    this.frame = 0
    if (this.running) {
      this.isBehind = true
      this.running.startedAt ??= now
      this.running.elapsed = now - this.running.startedAt
      if (this.running.elapsed >= this.running.writing.duration) this.running = null
    }
    if (this.isBehind) this.handOn()
    this.paintInk()
    if (this.running) this.requestFrame()
  }

  private updateStatus(change: Partial<PadStatus> = {}): void {
    const { past, present, future } = this.history
    const isBlank = this.live?.kind !== 'pen' && isEmpty(present)
    const next = { ...this.status, ...change, canUndo: past.length > 0, canRedo: future.length > 0, isEmpty: isBlank }
    if (sameStatus(this.status, next)) return
    this.status = next
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

function sameStatus(a: PadStatus, b: PadStatus): boolean {
  return a.canUndo === b.canUndo && a.canRedo === b.canRedo && a.isEmpty === b.isEmpty && a.tool === b.tool && a.penSize === b.penSize
}
