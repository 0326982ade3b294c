import { latestWins } from '../core/latest-wins'
import type { WorkerClient } from '../worker/client'
import type { AppState } from './app-state'
import type { PageEnvironment } from './environment'
import { RnnBeside } from './rnn-beside'

/** The pen rests when the picture has not changed for this long, milliseconds. */
const REST = 120

export interface GradientLensOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly environment: Pick<PageEnvironment, 'trainedModels' | 'fetchModel'>
  readonly get: () => AppState
  readonly set: (change: Pick<AppState, 'lens'>) => void
  readonly onError: (error: unknown) => void
}

/**
 * Reads once more with the way back from the loss, while someone looks through the lens. Never while the pen moves, so that a reading of
 * the drawing waits for no gradients; of a picture at rest it follows the model as it trains.
 */
export class GradientLens {
  /** Something changed since it was last asked. */
  private isStale = false
  private readonly looks = latestWins<void, void>(() => this.look())
  private readonly rnn: RnnBeside

  constructor(private readonly options: GradientLensOptions) {
    const { client, environment, get, set, onError } = options
    this.rnn = new RnnBeside({
      client,
      environment,
      onReady: () => this.request(),
      onError: (error) => {
        set({ lens: { ...get().lens, withRnn: false } })
        onError(error)
      },
    })
  }

  /** The reading, the label, or whether anyone looks has changed. */
  request(): void {
    const { get, set } = this.options
    const { lens, drawing, trace } = get()
    if ((drawing.isEmpty || trace === null) && lens.reading !== null) set({ lens: { ...lens, reading: null, rnn: null } })
    if (!lens.isOpen || drawing.isEmpty) return
    this.isStale = true
    void this.looks.request()
  }

  private async look(): Promise<void> {
    // A request while the pen moved is answered with the picture at rest.
    if (!this.isStale) return
    await this.penAtRest()
    await this.ask()
  }

  private async penAtRest(): Promise<void> {
    const { drawing } = this.options.get()
    await new Promise((resolve) => setTimeout(resolve, REST))
    if (this.options.get().drawing.picture !== drawing.picture) await this.penAtRest()
  }

  private async ask(): Promise<void> {
    const { client, get, set, onError } = this.options
    const { lens, drawing, trace, model } = get()
    if (!lens.isOpen || drawing.isEmpty || trace === null || model === null) return
    const { picture } = drawing
    const label = lens.label ?? trace.probabilities.indexOf(Math.max(...trace.probabilities))
    this.isStale = false
    try {
      const [read, beside] = await Promise.all([
        client.request('read', { image: picture, options: { gradients: { label } } }),
        lens.withRnn ? this.rnn.read(picture, label) : null,
      ])
      const now = get()
      if (read === null) this.request()
      else if (read.gradients !== undefined && now.lens.isOpen && !now.drawing.isEmpty && now.model?.spec === model.spec) {
        const rnn = beside !== null && now.lens.withRnn ? { model: RnnBeside.model, label, picture, gradients: beside } : null
        set({ lens: { ...now.lens, reading: { model: model.name, label, picture, gradients: read.gradients }, rnn } })
      }
    } catch (error) {
      onError(error)
    }
  }
}
