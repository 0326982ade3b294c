import { newestOnly } from '../core/newest'
import type { WorkerClient } from '../worker/client'
import type { ModelInfo } from '../worker/protocol'
import type { HardOnes } from './app-state'
import { dataWait, type DataWait } from './data-wait'
import { identityOf } from './model-identity'

/** Test pictures answered between two looks at whether anybody still wants to know: some ten milliseconds, so that readings hardly wait. */
const PIECE = 128

/** Mistakes that a look ends with; the next look goes on from there. */
const SHELF = 30

export const noHardOnes: HardOnes = { state: 'none', isStale: false, set: '', examined: 0, total: 0, mistakes: [] }

export interface HardOnesOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => HardOnes
  readonly set: (hardOnes: HardOnes) => void
  /** Waits for data, and gets MNIST where there are none. */
  readonly prepareData: () => Promise<void>
}

/** Looks for test pictures that the model gets wrong, a shelf full at a time. What was found stays until it is looked for again, marked as stale once the weights are others. */
export class HardOnesFinder {
  private readonly searches = newestOnly()
  private readonly data: DataWait
  private examinedModel: string | null = null

  constructor(private readonly options: HardOnesOptions) {
    this.data = dataWait(options.prepareData)
  }

  /** Looks on from where the last look ended, or from the beginning with other weights. */
  async look(model: ModelInfo | null): Promise<void> {
    const { client, get, set } = this.options
    if (get().state === 'looking') return
    const isNewest = this.searches.begin()
    const before = get()
    let found: HardOnes = before.isStale ? noHardOnes : before
    const goal = found.mistakes.length + SHELF
    this.examinedModel = identityOf(model)
    set({ ...found, state: 'looking' })
    try {
      await this.data.wait()
      while (isNewest()) {
        const piece = await client.request('findMistakes', { from: found.examined, count: PIECE })
        if (!isNewest()) return
        if (piece === null) break
        const mistakes = [...found.mistakes, ...piece.mistakes]
        found = { state: 'looking', isStale: false, set: piece.set, examined: piece.next, total: piece.total, mistakes }
        if (mistakes.length >= goal || piece.next >= piece.total) break
        set(found)
      }
      if (isNewest()) set(found.total === 0 ? noHardOnes : { ...found, state: 'found' })
    } catch (error) {
      if (isNewest()) set(found.total === 0 ? noHardOnes : { ...found, state: 'found' })
      throw error
    }
  }

  /** The model may be another, or its weights are. */
  noteModel(model: ModelInfo): void {
    if (this.examinedModel !== null && identityOf(model) !== this.examinedModel) this.noteWeights()
  }

  /** The weights moved: what is on the shelf belongs to those before, and a look that goes on is over. */
  noteWeights(): void {
    const { get, set } = this.options
    const { state, isStale } = get()
    if (state === 'none' || isStale) return
    this.searches.begin()
    set({ ...get(), state: 'found', isStale: true })
  }

  /** Other test pictures. A look that waits for them goes on; one that has looked at those before is over, also before it has found anything. */
  noteData(): void {
    if (!this.data.isWaiting || this.options.get().examined > 0) this.clear()
  }

  /** Another model altogether. */
  clear(): void {
    this.searches.begin()
    this.examinedModel = null
    if (this.options.get().state !== 'none') this.options.set(noHardOnes)
  }
}
