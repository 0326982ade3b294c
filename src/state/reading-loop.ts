import { latestWins } from '../core/latest-wins'
import type { Clamp } from '../nn/engine'
import type { WorkerClient } from '../worker/client'
import type { JudgedTrace } from '../worker/protocol'
import type { AppState, Counterfactual, DrawingState, SurgeryState } from './app-state'
import { KnownReadings } from './known-readings'

/** The answer to a drawing may stand beside the next one for so long, milliseconds: while the pen moves it is one request behind. */
const LATE_MS = 1000

/** A reading that another overtook in the worker is asked for again after this long, milliseconds. */
const AGAIN_MS = 50

export interface ReadingLoopOptions {
  readonly client: Pick<WorkerClient, 'request'>
  /** Whether there is a model to read with. */
  readonly canRead: () => boolean
  /** What is on the pad at this moment. */
  readonly drawing: () => DrawingState
  /** What is held in a second reading of the same picture; none for no second reading. */
  readonly holds: () => readonly Clamp[]
  readonly onTrace: (trace: JudgedTrace | null) => void
  readonly onRow: (readings: AppState['rowReading']) => void
  readonly onHeld: (reading: Counterfactual | null) => void
  readonly onError: (error: unknown) => void
}

/** What is to be held in readings: nothing while nobody looks. */
export function heldBy({ isOpen, holds }: SurgeryState): readonly Clamp[] {
  return isOpen ? holds : []
}

/** What is shown, and what it is of. */
interface Shown {
  readonly drawing: DrawingState
  readonly trace: JudgedTrace
}

/**
 * Keeps the reading up to date with the pad and the model: one request at a time, and after it the newest picture if anything changed
 * meanwhile. So the reading is never behind by more than one answer, however fast the pen moves. Where signals are held, every picture is
 * read twice, and the two readings are of the same picture.
 *
 * Of a row of digits the chosen one is read first, and then those that were not read yet.
 *
 * A reading belongs to the picture that it was made of. Where that of the next one fails, cannot be had or is late, nothing is shown rather
 * than the answer to another drawing.
 */
export class ReadingLoop {
  private readonly readings = latestWins<void, void>(() => this.read())
  /** Null while nothing is shown. */
  private shown: Shown | null = null
  private readonly known = new KnownReadings()
  /** What was on the pad when it was last told of. */
  private last: DrawingState | null = null
  private lateness: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly options: ReadingLoopOptions) {}

  /** The picture, the model or what is held changed. */
  request(): void {
    const { canRead, drawing } = this.options
    const { last } = this
    const now = (this.last = drawing())
    if (now === last) this.known.outdate()
    this.known.keepOnly(picturesOf(now))
    if (now.isEmpty) this.forget()
    else {
      this.recall(now, last)
      this.expire(canRead() ? LATE_MS : 0)
    }
    this.tellRow()
    if (canRead()) void this.readings.request()
  }

  /** What was read by a model of another build does not fit the maps of this one, and is no answer of its. */
  forgetReadings(): void {
    this.known.clear()
    this.shown = null
    this.tellRow()
  }

  private forget(): void {
    this.stopClock()
    this.shown = null
    this.options.onTrace(null)
    this.options.onHeld(null)
    this.tellRow()
  }

  /** Shows at once what is known of a digit that was chosen, or that others left alone. */
  private recall(now: DrawingState, last: DrawingState | null): void {
    if (this.shown?.drawing.picture === now.picture) return
    const trace = this.known.traceOf(now.picture)
    if (trace !== null) {
      this.options.onHeld(null)
      this.show({ drawing: now, trace })
    } else if (last?.row !== undefined && now.row === undefined) this.forget()
  }

  private show(shown: Shown): void {
    this.stopClock()
    this.shown = shown
    this.options.onTrace(shown.trace)
    this.tellRow()
  }

  /** Takes away what is shown of another picture than that on the pad, unless its own reading comes before. */
  private expire(afterMs: number): void {
    if (!this.isBehind) return
    if (afterMs === 0) return this.forget()
    this.lateness ??= setTimeout(() => {
      this.lateness = null
      this.expire(0)
    }, afterMs)
  }

  private get isBehind(): boolean {
    return this.shown !== null && this.shown.drawing.picture !== this.options.drawing().picture
  }

  private stopClock(): void {
    if (this.lateness !== null) clearTimeout(this.lateness)
    this.lateness = null
  }

  /** The digit under the pen may be one reading behind, as a lone one may; every other is shown as it was read, or not at all. */
  private tellRow(): void {
    const { onRow, drawing } = this.options
    const now = drawing()
    if (now.row === undefined) return onRow(null)
    const { chosen, pictures } = now.row
    const behind = this.shown !== null && isSamePlace(this.shown.drawing, now) ? this.shown.trace : null
    onRow(pictures.map((picture, place) => this.known.traceOf(picture) ?? (place === chosen ? behind : null)))
  }

  private async read(): Promise<void> {
    const { client, drawing, onError, canRead } = this.options
    const asked = drawing()
    const { picture, isEmpty } = asked
    if (isEmpty || !canRead()) return
    const { version } = this.known
    try {
      const trace = await client.request('read', { image: picture })
      const now = drawing()
      // The pad may have been cleared while this was on its way.
      if (now.isEmpty) return
      if (trace === null) return void setTimeout(() => this.request(), AGAIN_MS)
      this.note(picture, trace, version)
      this.tellRow()
      // Another digit may have been begun or chosen meanwhile, whose reading this is not.
      if (picture !== now.picture && !isSamePlace(asked, now)) return
      this.show({ drawing: asked, trace })
      this.expire(LATE_MS)
      await this.readHeld(picture, trace)
      await this.readOthers(asked)
    } catch (error) {
      this.expire(0)
      onError(error)
    }
  }

  private async readHeld(image: Float32Array, plain: JudgedTrace): Promise<void> {
    const { client, holds, onHeld } = this.options
    const clamps = holds()
    if (clamps.length === 0) return
    try {
      const held = await client.request('read', { image, options: { clamps } })
      if (held !== null && holds() === clamps && this.shown?.drawing.picture === image) onHeld({ held, plain })
    } catch (error) {
      // What was held of a model that is gone does not fit the next one: nothing was done wrong.
      if (holds() === clamps) throw error
    }
  }

  /** The digits of the row that are not chosen, until the drawing changes: then the chosen one comes first again. */
  private async readOthers(asked: DrawingState): Promise<void> {
    const { client, drawing, canRead } = this.options
    for (const picture of asked.row?.pictures ?? []) {
      if (drawing() !== asked || !canRead()) return
      if (this.known.isNew(picture)) continue
      const { version } = this.known
      const trace = await client.request('read', { image: picture })
      if (trace === null) return void setTimeout(() => this.request(), AGAIN_MS)
      this.note(picture, trace, version)
      this.tellRow()
    }
  }

  private note(picture: Float32Array, trace: JudgedTrace, version: number): void {
    if (picturesOf(this.options.drawing()).includes(picture)) this.known.note(picture, trace, version)
  }
}

function picturesOf({ picture, row }: DrawingState): readonly Float32Array[] {
  return row?.pictures ?? [picture]
}

/** Whether the shown digits of two drawings are the same one: the only one of both, or at the same place of rows that are as long. */
function isSamePlace({ row: a }: DrawingState, { row: b }: DrawingState): boolean {
  return a === undefined || b === undefined ? a === b : a.chosen === b.chosen && a.pictures.length === b.pictures.length
}
