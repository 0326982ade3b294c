import type { ErrorDetail } from '../core/error-details'
import { newestOnly } from '../core/newest'
import type { WorkerClient } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { ErrorData, ModelInfo } from '../worker/protocol'
import type { AppState } from './app-state'
import { isEngineUnavailable, unknownEngine } from './engine-switch'
import { unknownEmbed } from './embed/errors'
import type { PageEnvironment } from './environment'
import type { Notices } from './notices'

/** A worker that dies more often than this within the window is not started again by itself. */
const RESTARTS = { allowed: 2, windowMs: 60_000 } as const

export interface LifecycleOptions {
  readonly client: Pick<WorkerClient, 'request' | 'terminate'>
  readonly environment: PageEnvironment
  readonly notices: Notices
  readonly get: () => AppState
  readonly set: (change: Partial<AppState>) => void
  /** Brings back the model that is kept, or takes the one that the worker came with. */
  readonly restoreModel: (started: ModelInfo) => Promise<void>
  /** Data were in use, or on their way. */
  readonly hadData: () => boolean
  /** Brings them back. */
  readonly restoreData: () => Promise<void>
  /** Whatever the worker was doing has ended. */
  readonly onCrash: () => void
  readonly onReady: () => void
}

/**
 * Brings up the worker, and again after it died: with the model and the data that were last kept. `ready` is only what has all of its model;
 * a start that a newer one has overtaken says nothing any more.
 */
export class Lifecycle {
  private readonly starts = newestOnly()
  private crashes: number[] = []

  constructor(private readonly options: LifecycleOptions) {}

  async start(): Promise<void> {
    const { environment, notices } = this.options
    if (environment.unknownEngine !== null) notices.add(unknownEngine(environment.unknownEngine), { level: 'info' })
    for (const refusal of environment.embed?.refused ?? []) notices.add(unknownEmbed(refusal), { level: 'info' })
    await this.bringUp()
  }

  /** The worker died. */
  async recover({ code, detail, message }: ErrorData): Promise<void> {
    const { get, set, notices, onCrash } = this.options
    const reason = code === 'worker-crashed' ? detail.reason : ({ kind: 'crashed', original: message } as const)
    const now = Date.now()
    this.crashes = [...this.crashes.filter((time) => now - time < RESTARTS.windowMs), now]
    onCrash()
    set({ engine: null, data: { ...get().data, info: null, loading: null, look: null } })
    notices.remove(({ error }) => error.code === 'worker-restart')
    if (this.crashes.length > RESTARTS.allowed) {
      this.starts.begin()
      set({ status: 'failed' })
      return notices.add(restart(reason, 'givenUp'), { way: 'startAgain' })
    }
    notices.add(restart(reason, 'starting'), { way: 'startAgain' })
    await this.goOn()
  }

  /** The visitor asks for a worker where none runs any more. */
  async startAgain(): Promise<void> {
    const { get, set, client, notices } = this.options
    if (get().status !== 'failed') return
    this.crashes = []
    // It may be there, without an engine.
    client.terminate()
    set({ status: 'starting' })
    notices.remove(({ error, way }) => error.code === 'not-running' || (way === 'startAgain' && error.code !== 'worker-restart'))
    this.tellRestart('starting')
    await this.goOn()
  }

  private async goOn(): Promise<void> {
    const state = await this.bringUp()
    if (state === 'overtaken') return
    if (state === 'failed') return this.tellRestart('givenUp')
    this.tellRestart(this.options.hadData() ? 'startedWithData' : 'started')
    await this.options.restoreData()
  }

  private async bringUp(): Promise<'ready' | 'failed' | 'overtaken'> {
    const { client, environment, get, set, notices, restoreModel, onReady } = this.options
    const { modelUrl, dataBaseUrl } = environment
    const { engineChoice: engine, engineSpeeds: speeds, storedFormat: format } = get()
    const isNewest = this.starts.begin()
    set({ status: 'starting' })
    try {
      const started = await client.request('start', { engine, modelUrl, dataBaseUrl, speeds, format })
      if (!isNewest()) return 'overtaken'
      // Half precision may have given way.
      set({ engine: started.engine, engineReason: started.reason, storedFormat: started.engine.format ?? format })
      await restoreModel(started.model)
      if (!isNewest()) return 'overtaken'
      set({ status: 'ready' })
      onReady()
      return 'ready'
    } catch (error) {
      if (!isNewest()) return 'overtaken'
      const data = toErrorData(error)
      // The engine that was asked for is not to be had here: any other is better than none.
      const isOtherLeft = engine !== 'auto' && isEngineUnavailable(error)
      notices.add(data, { way: isOtherLeft ? null : 'startAgain' })
      set({ status: 'failed', engine: null })
      if (!isOtherLeft) return 'failed'
      set({ engineChoice: 'auto' })
      return this.bringUp()
    }
  }

  /** Says in the notice of the crash, where it is still read, what has become of it. */
  private tellRestart(outcome: ErrorDetail<'worker-restart'>['outcome']): void {
    for (const { id, error } of this.options.get().notices) {
      if (error.code !== 'worker-restart') continue
      this.options.notices.replace((notice) => notice.id === id, restart(error.detail.reason, outcome))
    }
  }
}

function restart(reason: ErrorDetail<'worker-crashed'>['reason'], outcome: ErrorDetail<'worker-restart'>['outcome']): ErrorData {
  return { code: 'worker-restart', detail: { reason, outcome }, message: `The worker died (${reason.kind}): ${outcome}` }
}
