import type { StoredFormat } from '../core/stored-format'
import { RemoteError, type WorkerClient } from '../worker/client'
import type { EngineChoice, ErrorData } from '../worker/protocol'
import type { AppState } from './app-state'
import type { PageEnvironment } from './environment'

export interface EngineSwitchOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly environment: Pick<PageEnvironment, 'rememberEngine' | 'rememberFormat'>
  readonly get: () => AppState
  readonly set: (change: Partial<AppState>) => void
  readonly keep: () => void
}

/** What the visitor does with engines: choose one, or have both measured. One thing at a time. */
export class EngineSwitch {
  /** @param onMove  the model is on another engine */
  constructor(
    private readonly options: EngineSwitchOptions,
    private readonly onMove: () => void,
  ) {}

  /** The choice before comes back when this rejects. */
  async choose(choice: EngineChoice): Promise<void> {
    await this.move({ engineChoice: choice })
  }

  /** Likewise of how products store. */
  async store(storedFormat: StoredFormat): Promise<void> {
    await this.move({ storedFormat })
  }

  private async move(change: Partial<Pick<AppState, 'engineChoice' | 'storedFormat'>>): Promise<void> {
    const { client, environment, get, set } = this.options
    const { engineChoice, storedFormat, engineSpeeds: speeds, engineWork } = get()
    if (engineWork !== null) return
    const { engineChoice: choice, storedFormat: format } = { engineChoice, storedFormat, ...change }
    set({ ...change, engineWork: 'moving' })
    try {
      const { engine, reason } = await client.request('useEngine', { engine: choice, speeds, format })
      // Half precision may have given way.
      const had = engine.format ?? format
      set({ engine, engineReason: reason, storedFormat: had })
      environment.rememberEngine(choice)
      environment.rememberFormat(had)
      this.onMove()
    } catch (error) {
      set({ engineChoice, storedFormat })
      throw error
    } finally {
      set({ engineWork: null })
    }
  }

  /** Keeps the speeds of both, and goes on with the faster one where the choice is the page's. */
  async measure(): Promise<void> {
    const { client, get, set, keep } = this.options
    if (get().engineWork !== null) return
    set({ engineWork: 'measuring' })
    try {
      const { speeds: engineSpeeds, engines: engineFigures } = await client.request('measureEngines', null)
      set({ engineSpeeds, engineFigures })
      keep()
    } finally {
      set({ engineWork: null })
    }
    if (get().engineChoice === 'auto') await this.choose('auto')
  }
}

/** The engine that was asked for cannot run here. */
export function isEngineUnavailable(error: unknown): boolean {
  return error instanceof RemoteError && error.code === 'engine-unavailable'
}

/** What a visitor is told whose address asks for an engine that there is not. */
export function unknownEngine(asked: string): ErrorData {
  const shown = asked.slice(0, 40)
  return { code: 'engine-unknown', detail: { asked: shown }, message: `There is no engine ${shown}` }
}
