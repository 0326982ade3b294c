import type { Trace } from '../nn/engine'
import type { WorkerClient } from '../worker/client'
import type { DrawingState } from './app-state'

export interface ReadingLoopOptions {
  readonly client: Pick<WorkerClient, 'request'>
  /** What is on the pad at this moment. */
  readonly drawing: () => DrawingState
  readonly onTrace: (trace: Trace | null) => void
  readonly onError: (error: unknown) => void
}

/**
 * Keeps the reading up to date with the pad and the model: one request at a time, and after it the newest picture if anything changed
 * meanwhile. So the reading is never behind by more than one answer, however fast the pen moves.
 */
export class ReadingLoop {
  private isReading = false
  private isStale = false

  constructor(private readonly options: ReadingLoopOptions) {}

  /** The picture or the model changed. */
  request(): void {
    if (this.options.drawing().isEmpty) this.options.onTrace(null)
    if (this.isReading) this.isStale = true
    else void this.run()
  }

  private async run(): Promise<void> {
    const { client, drawing, onTrace, onError } = this.options
    this.isReading = true
    do {
      this.isStale = false
      const { picture, isEmpty } = drawing()
      if (isEmpty) break
      try {
        const trace = await client.request('read', { image: picture })
        // The pad may have been cleared while this was on its way.
        if (trace !== null && !drawing().isEmpty) onTrace(trace)
      } catch (error) {
        onError(error)
      }
    } while (this.isStale)
    this.isReading = false
  }
}
