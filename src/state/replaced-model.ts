import type { Requests } from '../worker/requests/index'
import type { AppState, TrainingStatus } from './app-state'
import { originOf } from './model-origin'
import type { Notices } from './notices'

export interface ReplacedModelOptions {
  readonly get: () => Pick<AppState, 'model' | 'training'>
  readonly notices: Notices
  /** The model as it is. */
  readonly file: () => Promise<Uint8Array>
  readonly open: (model: Requests['loadModel']['params']) => Promise<void>
  readonly choose: (settings: Pick<TrainingStatus, 'settings' | 'start'>) => void
}

interface Replaced {
  readonly bytes: Uint8Array
  readonly name: string
  readonly training: Pick<TrainingStatus, 'settings' | 'start'>
}

/** The visitor's own model after another one took its place: it can be put back until the next one does, or a run begins. */
export class ReplacedModel {
  private kept: Replaced | null = null

  constructor(private readonly options: ReplacedModelOptions) {}

  /** Before another model is opened. @returns offers the way back, once it is open */
  async note(): Promise<() => void> {
    const { get, notices, file } = this.options
    const { model, training } = get()
    if (model === null || originOf(model) !== 'own') return () => {}
    // A worker that cannot tell it has nothing that could be put back.
    const bytes = await file().catch(() => null)
    if (bytes === null) return () => {}
    const { settings, start } = training
    return () => {
      this.forget()
      this.kept = { bytes, name: model.name, training: { settings, start } }
      const detail = { model: model.name, accuracy: model.testAccuracy }
      notices.add({ code: 'model-replaced', detail, message: `${model.name} was replaced` }, { level: 'info', way: 'putBack' })
    }
  }

  async putBack(): Promise<void> {
    const { kept, options } = this
    if (kept === null) return
    await options.open({ bytes: kept.bytes, name: kept.name, isNamed: true })
    options.choose(kept.training)
    this.forget()
  }

  forget(): void {
    this.kept = null
    this.options.notices.remove(({ error }) => error.code === 'model-replaced')
  }
}
