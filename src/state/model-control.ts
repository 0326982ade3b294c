import type { ExportFormat } from '../core/exchange-details'
import { clip, wordsOf } from '../core/gatelight-error'
import { DIGITS, isSameTask, taskOf, type Task } from '../core/task'
import { withinLimit } from '../core/within-limit'
import { specFor } from '../nn/spec/for-task'
import { defaultPreset, findPreset, type Preset } from '../nn/spec/presets'
import { isWorkerLost, RemoteError, type WorkerClient } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { ModelInfo } from '../worker/protocol'
import type { Requests } from '../worker/requests/index'
import type { ExportOutcome } from './actions'
import type { AppState, StepTime, TrainingStatus } from './app-state'
import type { Draft } from './composition'
import type { PageEnvironment } from './environment'
import type { KeptModel } from './kept-model'
import { ModelFileError, servedFault, type ServedModel } from './model-file'
import { notRunning } from './running-client'
import type { Notices } from './notices'
import { readModelFile } from './read-model-file'
import { ReplacedModel } from './replaced-model'

/** A worker that has not told its model by then keeps nobody from opening another. */
const SAVE_LIMIT_MS = 4_000

/** What the training panel is set to. */
type TrainingChoice = Pick<TrainingStatus, 'settings' | 'start'>

export interface ModelControlOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly environment: Pick<PageEnvironment, 'trainedModels' | 'fetchModel' | 'download'>
  readonly get: () => AppState
  readonly set: (change: Partial<Pick<AppState, 'pickedPreset' | 'pickedProgress'>>) => void
  /** Another model is open; the training panel takes these settings. */
  readonly onOther: (next: TrainingChoice) => void
  readonly notices: Notices
  /** There is another model worth keeping, or none but the page's own. */
  readonly onKept: () => void
  /** Has a network write that was opened here. */
  readonly openWriter: (bytes: Uint8Array) => Promise<void>
  /** Brings up a worker where none runs. */
  readonly startAgain: () => Promise<void>
}

/** Opens, saves and resets models, and keeps the last good one for the next worker. */
export class ModelControl {
  /**
   * The newest model worth keeping, which a new worker goes on from, and which can be saved while none runs; null for the one the page
   * comes with.
   */
  private kept: KeptModel | null = null
  /** The visitor's own before it. */
  readonly replaced: ReplacedModel

  constructor(private readonly options: ModelControlOptions) {
    const { get, notices, onOther } = options
    const file = (): Promise<Uint8Array> => withinLimit(this.file(), SAVE_LIMIT_MS, () => notRunning('saveModel'))
    const open = (model: Requests['loadModel']['params']): Promise<void> => this.bringIn(model)
    this.replaced = new ReplacedModel({ get, notices, file, open, choose: onOther })
  }

  /** The newest model worth keeping; null for the one that the page comes with. */
  get keptModel(): KeptModel | null {
    return this.kept
  }

  async pick(preset: Preset, weights: 'trained' | 'fresh'): Promise<void> {
    try {
      await this.replace(preset, () => this.weightsOf(preset, weights))
    } catch (error) {
      throw servedFault(error, weights === 'trained' ? this.trainedFileOf(preset.name) : undefined)
    }
  }

  /** Fresh weights of a specification that need not be a preset's. */
  make(fresh: Requests['newModel']['params']): Promise<boolean> {
    return this.replace({ name: fresh.name, training: defaultPreset.training }, () => fresh)
  }

  /** One at a time: of two, the last to arrive would win. @returns whether it was this one's turn */
  private async replace(next: Pick<Preset, 'name' | 'training'>, weights: () => Promise<KeptModel> | KeptModel): Promise<boolean> {
    const { get, set, onOther } = this.options
    if (get().pickedPreset !== null) return false
    set({ pickedPreset: next.name })
    try {
      const kept = await weights()
      const offerBack = await this.replaced.note()
      await this.bringUp(kept)
      this.keep(kept)
      onOther(settingsOf(next))
      offerBack()
      return true
    } finally {
      set({ pickedPreset: null, pickedProgress: null })
    }
  }

  /** The same layers with fresh weights for another task; the training panel stays as it is set. */
  async remake(task: Task): Promise<void> {
    const { model, training } = this.options.get()
    if (model === null || isSameTask(taskOf(model.spec), task)) return
    const { settings } = training
    const spec = specFor(model.spec, task)
    await this.replace({ name: model.name, training: settings }, () => ({ spec, name: model.name, seed: settings.seed }))
  }

  /** Makes a network that was composed, with fresh weights. @returns whether nothing else was on its way */
  build({ spec, name, settings }: Draft): Promise<boolean> {
    const task = this.options.get().data.info?.task ?? taskOf(spec)
    return this.replace({ name, training: settings }, () => ({ spec: specFor(spec, task), name, seed: settings.seed }))
  }

  /** What a training step of a network that is composed takes; why that cannot be told is told where it was asked. */
  async time({ spec, settings }: Pick<Draft, 'spec' | 'settings'>): Promise<StepTime> {
    try {
      return { milliseconds: (await this.options.client.request('timeNetwork', { spec, settings })).stepMilliseconds }
    } catch (error) {
      return { error: toErrorData(error) }
    }
  }

  /** Back to the model that the page came with. */
  async reset(): Promise<void> {
    const { client, get, onOther, startAgain } = this.options
    const name = get().model?.name
    const offerBack = await this.replaced.note()
    if (get().status === 'failed') {
      this.remember(null)
      await startAgain()
    } else {
      await client.request('reset', null)
      this.remember(null)
    }
    // Another model's settings would be wrong for this one; its own stay as the visitor has set them.
    onOther(name === defaultPreset.name ? get().training : settingsOf(defaultPreset))
    offerBack()
  }

  async open(file: File): Promise<void> {
    const bytes = await readModelFile(file)
    // Phones add an ending of their own.
    const name = file.name.replace(/\.bin$/i, '').replace(/\.(safetensors|keras|weights\.h5|h5|hdf5)$/i, '')
    try {
      await this.openKept({ bytes, name })
    } catch (error) {
      // What writes is opened where it writes.
      if (!(error instanceof RemoteError) || error.code !== 'other-network') throw error
      await this.options.openWriter(bytes)
    }
  }

  /** A model that is here, in the place of the one before, which can be put back where it was the visitor's own. */
  async openKept(kept: Requests['loadModel']['params']): Promise<void> {
    const offerBack = await this.replaced.note()
    await this.bringIn(kept)
    offerBack()
  }

  private async bringIn(kept: Requests['loadModel']['params']): Promise<void> {
    const { client, onOther } = this.options
    const { model, converted } = await client.request('loadModel', kept)
    this.remember({ ...kept, bytes: converted ?? kept.bytes })
    // Curves and settings of the model before say nothing of this one.
    onOther(settingsOf(findPreset(model.name) ?? defaultPreset))
  }

  /** The model as it is, or as it was last kept while no worker has it. */
  async save(): Promise<void> {
    const { environment, get } = this.options
    const bytes = await this.file()
    environment.download(`${get().model?.name ?? 'model'}.safetensors`, new Uint8Array(bytes))
  }

  /** For another tool; what fails is told where it was asked for. */
  async export(format: ExportFormat): Promise<ExportOutcome> {
    const { client, environment } = this.options
    try {
      const { name, bytes, check } = await client.request('exportModel', { format })
      environment.download(name, new Uint8Array(bytes))
      return { name, check }
    } catch (error) {
      return { error: toErrorData(error) }
    }
  }

  /** The same as bytes. */
  async file(): Promise<Uint8Array> {
    const { client, get } = this.options
    return get().status === 'ready' ? (await client.request('saveModel', null)).bytes : this.keptFile()
  }

  /** The worker tells of a model, while it trains, that a new worker could go on from. */
  noteCheckpoint(bytes: Uint8Array): void {
    this.remember({ bytes, name: this.options.get().model?.name ?? 'model' })
  }

  /**
   * Hands a new worker the model that was kept.
   *
   * @param started  the one that it came with
   * @param last     of an earlier visit, for the first worker; null for none
   * @returns the one that it has now
   */
  async restore(started: ModelInfo, last: KeptModel | null = null): Promise<ModelInfo> {
    const { kept } = this
    if (kept !== null) {
      const model = await this.bringUp(kept)
      this.keep(kept)
      return model
    }
    if (last !== null) {
      try {
        const model = await this.bringUp(last)
        this.kept = last
        return model
      } catch (error) {
        if (isWorkerLost(error)) throw error
        const original = clip(wordsOf(error))
        this.options.notices.add({ code: 'visit-model', detail: { original }, message: `The model of the last visit is none: ${original}` })
      }
    }
    const { spec, name, seed, epochs } = started
    // Where the page's own model could not be had it began with fresh weights: they are what the next worker and a file are to have.
    if (epochs === 0) this.keep({ spec, name, seed })
    return started
  }

  /** Keeps a model that the worker has, with its weights: of fresh ones it alone can tell them. */
  private keep(kept: KeptModel): void {
    this.remember(kept)
    if ('bytes' in kept) return
    const told = this.options.client.request('saveModel', null)
    // A worker that dies meanwhile leaves what the weights are made from.
    told.then(({ bytes }) => this.kept === kept && this.remember({ bytes, name: kept.name })).catch(() => {})
  }

  private remember(kept: KeptModel | null): void {
    this.kept = kept
    this.options.onKept()
  }

  private async bringUp(kept: KeptModel): Promise<ModelInfo> {
    const { client } = this.options
    const { model } = 'bytes' in kept ? await client.request('loadModel', kept) : await client.request('newModel', kept)
    return model
  }

  private async keptFile(): Promise<Uint8Array> {
    const { kept } = this
    if (kept === null) {
      const { name } = defaultPreset
      const file = this.trainedFileOf(name)
      if (file === undefined) throw new ModelFileError({ url: `${name}.safetensors`, fault: { kind: 'absent' } })
      return this.options.environment.fetchModel(file, () => {})
    }
    if (!('bytes' in kept)) throw notRunning('saveModel')
    return kept.bytes
  }

  /** The trained weights that the page comes with; fresh ones, for the data in use, where it has none or where those are wanted. */
  private async weightsOf({ name, spec, training }: Preset, weights: 'trained' | 'fresh'): Promise<KeptModel> {
    const { environment, get, set } = this.options
    const file = this.trainedFileOf(name)
    if (weights === 'fresh' || file === undefined) {
      const task = get().data.info?.task ?? DIGITS
      return { spec: specFor(spec, task), name, seed: training.seed }
    }
    set({ pickedProgress: 0 })
    const bytes = await environment.fetchModel(file, (receivedBytes) => set({ pickedProgress: receivedBytes / file.bytes }))
    return { bytes, name }
  }

  private trainedFileOf(name: string): ServedModel | undefined {
    return Object.entries(this.options.environment.trainedModels).find(([preset]) => preset === name)?.[1]
  }
}

/** The panel's settings for a preset: its own, from fresh weights. */
function settingsOf({ training }: Pick<Preset, 'training'>): TrainingChoice {
  return { settings: training, start: 'fresh' }
}
