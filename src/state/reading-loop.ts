import { latestWins } from '../core/latest-wins'
import type { Clamp, Trace } from '../nn/engine'
import type { WorkerClient } from '../worker/client'
import type { Counterfactual, DrawingState, SurgeryState } from './app-state'

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
  readonly onTrace: (trace: Trace | null) => void
  readonly onHeld: (reading: Counterfactual | null) => void
  readonly onError: (error: unknown) => void
}

/** What is to be held in readings: nothing while nobody looks. */
export function heldBy({ isOpen, holds }: SurgeryState): readonly Clamp[] {
  return isOpen ? holds : []
}

/**
 * Keeps the reading up to date with the pad and the model: one request at a time, and after it the newest picture if anything changed
 * meanwhile. So the reading is never behind by more than one answer, however fast the pen moves. Where signals are held, every picture is
 * read twice, and the two readings are of the same picture.
 *
 * A reading belongs to the picture that it was made of. Where that of the next one fails, cannot be had or is late, nothing is shown rather
 * than the answer to another drawing.
 */
export class ReadingLoop {
  private readonly readings = latestWins<void, void>(() => this.read())
  /** The picture whose reading is shown; null while none is. */
  private shown: Float32Array | null = null
  private lateness: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly options: ReadingLoopOptions) {}

  /** The picture, the model or what is held changed. */
  request(): void {
    const { canRead, drawing } = this.options
    if (drawing().isEmpty) this.forget()
    else this.expire(canRead() ? LATE_MS : 0)
    if (canRead()) void this.readings.request()
  }

  private forget(): void {
    this.stopClock()
    this.shown = null
    this.options.onTrace(null)
    this.options.onHeld(null)
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
    return this.shown !== null && this.shown !== this.options.drawing().picture
  }

  private stopClock(): void {
    if (this.lateness !== null) clearTimeout(this.lateness)
    this.lateness = null
  }

  private async read(): Promise<void> {
    const { client, drawing, onTrace, onError, canRead } = this.options
    const { picture, isEmpty } = drawing()
    if (isEmpty || !canRead()) return
    try {
      const trace = await client.request('read', { image: picture })
      // The pad may have been cleared while this was on its way.
      if (drawing().isEmpty) return
      if (trace === null) return void setTimeout(() => this.request(), AGAIN_MS)
      this.stopClock()
      this.shown = picture
      onTrace(trace)
      this.expire(LATE_MS)
      await this.readHeld(picture, trace)
    } catch (error) {
      this.expire(0)
      onError(error)
    }
  }

  private async readHeld(image: Float32Array, plain: Trace): Promise<void> {
    const { client, holds, onHeld } = this.options
    const clamps = holds()
    if (clamps.length === 0) return
    try {
      const held = await client.request('read', { image, options: { clamps } })
      if (held !== null && holds() === clamps && this.shown === image) onHeld({ held, plain })
    } catch (error) {
      // What was held of a model that is gone does not fit the next one: nothing was done wrong.
      if (holds() === clamps) throw error
    }
  }
}
