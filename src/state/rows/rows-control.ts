import { Random, Stream } from '../../core/random'
import { taskOf } from '../../core/task'
import type { WorkerClient } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import type { ServedModel } from '../model-file'
import { ROWS_DRAWN, type RowsState } from './rows-state'

export interface RowsControlOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => RowsState
  readonly set: (change: Partial<RowsState>) => void
  /** The network that the page comes with. */
  readonly file: ServedModel
  readonly fetchFile: (file: ServedModel, onProgress: (receivedBytes: number) => void) => Promise<Uint8Array>
}

/** Has the network draw that draws row by row. One wish at a time: of those that come meanwhile, the newest is next. */
export class RowsControl {
  private next: { readonly picture: Float32Array | null } | null = null

  constructor(private readonly options: RowsControlOptions) {}

  /** @param picture  [height,width] of the visitor, whose upper rows stay; null for pictures of its own */
  async draw(picture: Float32Array | null): Promise<void> {
    const { get, set } = this.options
    this.next = { picture }
    if (get().isDrawing) return
    set({ isDrawing: true })
    try {
      while (this.next !== null) {
        const wish: { readonly picture: Float32Array | null } = this.next
        this.next = null
        await this.drawOnce(wish.picture)
      }
    } finally {
      this.next = null
      set({ isDrawing: false })
    }
  }

  private async drawOnce(picture: Float32Array | null): Promise<void> {
    const { get, set } = this.options
    await this.open()
    const { stage, manner, info } = get()
    if (stage !== 'ready' || info === null) return
    const { seed, temperature } = manner
    const kept = picture === null ? 0 : manner.kept
    const beginning = picture === null ? null : inkOf(picture).subarray(0, kept * taskOf(info.spec).input.width)
    const pictures = Array.from({ length: ROWS_DRAWN }, (_, index) => ({
      seed: new Random(seed, Stream.draw, index + 1).uint32(),
      temperature,
      // Each request is a message of its own memory.
      ...(beginning && { beginning: beginning.slice() }),
    }))
    const drawn = await this.ask(pictures)
    if (drawn !== null) set({ drawn: { pictures: drawn, kept, temperature, seed }, chosen: 0 })
  }

  /** Brings the network up; once is enough. Why it cannot be had is told where it was asked for. */
  private async open(): Promise<void> {
    const { client, file, fetchFile, get, set } = this.options
    if (get().stage === 'ready') return
    set({ stage: 'loading', progress: 0, error: null })
    try {
      const bytes = await fetchFile(file, (received) => set({ progress: received / file.bytes }))
      set({ info: await client.request('loadRows', { bytes }), stage: 'ready', progress: 1 })
    } catch (error) {
      set({ stage: 'failed', error: toErrorData(error) })
    }
  }

  /** A worker that was started anew has no network: it is brought up once more. */
  private async ask(pictures: readonly Wish[]) {
    const { client, get, set } = this.options
    const drawn = await client.request('drawRows', { pictures })
    if (drawn !== null) return drawn
    set({ stage: 'none' })
    await this.open()
    return get().stage === 'ready' ? client.request('drawRows', { pictures }) : null
  }
}

interface Wish {
  readonly seed: number
  readonly temperature: number
  readonly beginning?: Uint8Array
}

/** Where a drawing is dark: grey edges are black from the middle on, so that what stands there is what the visitor sees. */
export function inkOf(picture: Float32Array): Uint8Array {
  return Uint8Array.from(picture, (level) => Number(level >= 0.5))
}
