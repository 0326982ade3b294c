import { DisposedError, ThreadLostError } from '../../../../core/errors'
import { withinLimit } from '../../../../core/within-limit'
import { Thread, type ThreadPort } from './thread'
import type { Precision } from '../../../operations/cpu/precision'

/** Work waits this long for helpers that start; those that need longer join it later. */
const START_PATIENCE_MS = 3000

export interface PoolOptions {
  /** All threads together, the engine's own among them. */
  readonly threads: number
  readonly precision: Precision
  /** Whether helpers may see memory of the engine's thread. */
  readonly sharesMemory: boolean
  /** Brings up a helper; throws where there can be none. */
  readonly spawn: () => ThreadPort
  /** Hears that there are fewer threads than before. */
  readonly onChange: () => void
}

/** The CPU engine's helpers: further threads that compute parts of what its own thread is asked for. They start when they are first needed. */
export class Pool {
  private helpers: Thread[] | null = null
  private gathered: Promise<void> | null = null
  private disposed = false
  private loss: ThreadLostError | null = null

  constructor(private readonly options: PoolOptions) {}

  /** All threads together: those that work, or will when they are needed. */
  get threads(): number {
    return 1 + (this.helpers?.length ?? this.options.threads - 1)
  }

  /**
   * The helpers that can compute now, in an order that stays; the first call starts them, and gives them a moment. Never rejects: there may
   * be none.
   */
  async gather(): Promise<readonly Thread[]> {
    this.gathered ??= this.start()
    await this.gathered
    return this.working.filter(({ isAtWork }) => isAtWork)
  }

  get sharesMemory(): boolean {
    return this.options.sharesMemory
  }

  /** Why there are fewer helpers than before; null when all are there. */
  get lastLoss(): ThreadLostError | null {
    return this.loss
  }

  /** The helpers that are at work already, or that start. */
  get working(): readonly Thread[] {
    return this.helpers ?? []
  }

  /** Ends all helpers; what they are computing rejects with DisposedError. */
  dispose(): void {
    this.disposed = true
    for (const helper of this.helpers ?? []) helper.end(new DisposedError({ what: 'engine' }))
    this.helpers = []
  }

  private async start(): Promise<void> {
    const helpers: Thread[] = []
    this.helpers = helpers
    for (let count = 1; count < this.options.threads && !this.disposed; count++) {
      try {
        const helper: Thread = new Thread(this.options.spawn(), this.options.precision, (error) => this.forget(helper, error))
        helpers.push(helper)
      } catch {
        // A browser without workers inside workers, or with a policy against them: the engine's own thread does it all.
        break
      }
    }
    if (helpers.length < this.options.threads - 1) this.options.onChange()
    const late = () => new ThreadLostError({ reason: { kind: 'silent' } })
    await Promise.all(helpers.map((helper) => withinLimit(helper.ready, START_PATIENCE_MS, late).catch(() => {})))
  }

  private forget(helper: Thread, error: ThreadLostError): void {
    this.loss = error
    const place = this.helpers?.indexOf(helper) ?? -1
    if (place === -1) return
    this.helpers?.splice(place, 1)
    this.options.onChange()
  }
}
