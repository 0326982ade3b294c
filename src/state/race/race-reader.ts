import { latestWins } from '../../core/latest-wins'
import type { WorkerClient } from '../../worker/client'
import type { AppState } from '../app-state'
import type { RaceState } from './race-state'

/** The pen rests when the picture has not changed for this long, milliseconds: a reading of the drawing waits for no gradients. */
const REST_MS = 120
/** While networks learn, they are asked again at most this often. */
const AGAIN_MS = 250

export interface RaceReaderOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => AppState
  readonly set: (change: Pick<RaceState, 'readings'>) => void
}

/** Has all networks of a race read what is on the pad, with the gradients of each, while somebody looks. */
export class RaceReader {
  private readonly reads = latestWins<void, void>(() => this.read())
  private readAt = -Infinity
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly options: RaceReaderOptions) {}

  /** The drawing is another, the networks have moved, or somebody looks. */
  request(): void {
    if (!this.isWanted()) return
    const wait = Math.max(REST_MS, this.readAt + AGAIN_MS - performance.now())
    this.timer ??= setTimeout(() => {
      this.timer = null
      void this.reads.request()
    }, wait)
  }

  private isWanted(): boolean {
    const { race, drawing, view, status } = this.options.get()
    return status === 'ready' && view.tab === 'compare' && race.lanes.length > 0 && race.state !== 'starting' && !drawing.isEmpty
  }

  private async read(): Promise<void> {
    const { client, get, set } = this.options
    if (!this.isWanted()) return
    const { drawing, trace, race } = get()
    const { picture } = drawing
    const label = drawing.label ?? (trace === null ? 0 : trace.probabilities.indexOf(Math.max(...trace.probabilities)))
    try {
      const { traces } = await client.request('readRace', { image: picture, options: { gradients: { label } } })
      this.readAt = performance.now()
      const now = get()
      if (now.race.lanes.length !== traces.length || now.race.lanes[0]?.entrant !== race.lanes[0]?.entrant) return
      set({ readings: { picture, label, traces } })
      if (now.drawing.picture !== picture) this.request()
    } catch {
      // A worker that is gone is told by itself; one network that cannot read is null among the others.
    }
  }
}
