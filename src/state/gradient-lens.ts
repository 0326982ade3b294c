import type { WorkerClient } from '../worker/client'
import type { AppState } from './app-state'

/** The pen rests when the picture has not changed for this long, milliseconds. */
const REST = 120

export interface GradientLensOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => AppState
  readonly set: (change: Pick<AppState, 'lens'>) => void
  readonly onError: (error: unknown) => void
}

/**
 * Reads once more with the way back from the loss, while someone looks through the lens. Never while the pen moves, so that a reading of
 * the drawing waits for no gradients; of a picture at rest it follows the model as it trains.
 */
export class GradientLens {
  private timer: ReturnType<typeof setTimeout> | null = null
  private isAsking = false
  private isStale = false

  constructor(private readonly options: GradientLensOptions) {}

  /** The reading, the label, or whether anyone looks has changed. */
  request(): void {
    const { get, set } = this.options
    const { lens, drawing } = get()
    if (drawing.isEmpty && lens.reading !== null) set({ lens: { ...lens, reading: null } })
    if (!lens.isOpen || drawing.isEmpty) return
    this.isStale = true
    if (this.timer === null && !this.isAsking) this.waitForRest()
  }

  private waitForRest(): void {
    const { get } = this.options
    const { picture } = get().drawing
    this.timer = setTimeout(() => {
      this.timer = null
      if (get().drawing.picture === picture) void this.ask()
      else this.waitForRest()
    }, REST)
  }

  private async ask(): Promise<void> {
    const { client, get, set, onError } = this.options
    const { lens, drawing, trace, model } = get()
    if (!lens.isOpen || drawing.isEmpty || trace === null || model === null) return
    const { picture } = drawing
    const label = lens.label ?? trace.probabilities.indexOf(Math.max(...trace.probabilities))
    this.isStale = false
    this.isAsking = true
    try {
      const read = await client.request('read', { image: picture, options: { gradients: { label } } })
      const now = get()
      if (read === null) this.isStale = true
      else if (read.gradients !== undefined && now.lens.isOpen && !now.drawing.isEmpty && now.model?.spec === model.spec) {
        set({ lens: { ...now.lens, reading: { model: model.name, label, picture, gradients: read.gradients } } })
      }
    } catch (error) {
      onError(error)
    } finally {
      this.isAsking = false
      if (this.isStale) this.request()
    }
  }
}
