import { latestWins } from '../core/latest-wins'
import type { Clamp, Trace } from '../nn/engine'
import type { WorkerClient } from '../worker/client'
import type { Counterfactual, DrawingState, SurgeryState } from './app-state'

export interface ReadingLoopOptions {
  readonly client: Pick<WorkerClient, 'request'>
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
 */
export class ReadingLoop {
  private readonly readings = latestWins<void, void>(() => this.read())

  constructor(private readonly options: ReadingLoopOptions) {}

  /** The picture, the model or what is held changed. */
  request(): void {
    if (this.options.drawing().isEmpty) this.forget()
    void this.readings.request()
  }

  private forget(): void {
    this.options.onTrace(null)
    this.options.onHeld(null)
  }

  private async read(): Promise<void> {
    const { client, drawing, onTrace, onError } = this.options
    const { picture, isEmpty } = drawing()
    if (isEmpty) return
    try {
      const trace = await client.request('read', { image: picture })
      // The pad may have been cleared while this was on its way.
      if (trace === null || drawing().isEmpty) return
      onTrace(trace)
      await this.readHeld(picture, trace)
    } catch (error) {
      onError(error)
    }
  }

  private async readHeld(image: Float32Array, plain: Trace): Promise<void> {
    const { client, drawing, holds, onHeld } = this.options
    const clamps = holds()
    if (clamps.length === 0) return
    try {
      const held = await client.request('read', { image, options: { clamps } })
      if (held !== null && holds() === clamps && !drawing().isEmpty) onHeld({ held, plain })
    } catch (error) {
      // What was held of a model that is gone does not fit the next one: nothing was done wrong.
      if (holds() === clamps) throw error
    }
  }
}
