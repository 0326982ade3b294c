import type { ModelSpec } from '../nn/spec/model-spec'
import { defaultPreset, findPreset, type Preset, presets } from '../nn/spec/presets'
import type { WorkerClient } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { DataSourceKind, ErrorData, ModelInfo, Requests, WorkerEvent } from '../worker/protocol'
import type { Actions, AppState, Notice, TrainingStatus } from './app-state'
import { DataLoads } from './data-loads'
import type { PageEnvironment } from './environment'
import { EngineSwitch, isEngineUnavailable, unknownEngine } from './engine-switch'
import { GradientLens } from './gradient-lens'
import { HardOnesFinder } from './hard-ones'
import { freshCursor, idleTraining } from './initial-state'
import { heldBy, ReadingLoop } from './reading-loop'
import type { StepSeries } from './series'
import { UnitOrders } from './unit-orders'

/** Numbers beside the curves change at most this often; React has better things to do than every step. */
const FIGURES_INTERVAL_MS = 100
/** A worker that dies more often than this within the window is not started again. */
const RESTARTS = { allowed: 2, windowMs: 60_000 } as const
/** No model of this project is larger; a file chosen by mistake must not fill the memory. */
const MAX_MODEL_BYTES = 128 * 1024 * 1024

type WorkerActions = Omit<
  Actions,
  | 'setDrawing'
  | 'dictate'
  | 'putOnPad'
  | 'setCursor'
  | 'togglePlaying'
  | 'setUnitOrder'
  | 'setSurgery'
  | 'setLens'
  | 'setTrainingOptions'
  | 'dismissNotice'
  | 'setTheme'
  | 'setLanguage'
  | 'setTab'
  | 'setTour'
  | 'unitWeights'
  | 'mostActive'
>

export interface SessionOptions {
  readonly client: WorkerClient
  readonly environment: PageEnvironment
  readonly series: StepSeries
  readonly get: () => AppState
  readonly set: (change: Partial<AppState>) => void
  /** Keeps what the page remembers between visits. */
  readonly keep: () => void
}

/** Everything between the store and the worker: what the visitor asks for, what the worker tells, and what to do when it dies. */
export class Session {
  private readonly reading: ReadingLoop
  private readonly lens: GradientLens
  private readonly engines: EngineSwitch
  private readonly unitOrders: UnitOrders
  private nextNotice = 1
  private readonly dataLoads: DataLoads
  private readonly hardOnes: HardOnesFinder
  /** The last run that was asked for, until the worker has begun it. */
  private starting: { isCancelled: boolean; readonly over: Promise<void> } | null = null
  private figures: Partial<TrainingStatus> = {}
  private figuresTimer: ReturnType<typeof setTimeout> | null = null
  /** The newest model worth keeping, as a file or as what fresh weights are made from: a new worker goes on from it; null for the one the page came with. */
  private kept: Requests['loadModel']['params'] | Requests['newModel']['params'] | null = null
  private crashes: number[] = []

  constructor(private readonly options: SessionOptions) {
    const { client, environment, get, set } = options
    this.reading = new ReadingLoop({
      client,
      drawing: () => get().drawing,
      onTrace: (trace) => {
        set({ trace })
        this.lens.request()
      },
      holds: () => heldBy(get().surgery),
      onHeld: (reading) => set({ surgery: { ...get().surgery, reading } }),
      onError: (error) => this.notify(error),
    })
    this.lens = new GradientLens({ client, environment, get, set, onError: (error) => this.notify(error) })
    this.unitOrders = new UnitOrders({
      client,
      get: () => get().unitOrder,
      set: (change) => set({ unitOrder: { ...get().unitOrder, ...change } }),
      onError: (error) => this.notify(error),
    })
    this.engines = new EngineSwitch(options, () => this.readAgain())
    this.dataLoads = new DataLoads({ client, get: () => get().data, set: (data) => set({ data }) })
    this.hardOnes = new HardOnesFinder({
      client,
      get: () => get().hardOnes,
      set: (hardOnes) => set({ hardOnes }),
      prepareData: async () => {
        await this.dataLoads.settled()
        if (get().data.info === null) await this.dataLoads.load('mnist')
      },
    })
    client.subscribe((event) => this.hear(event))
  }

  /** Brings up worker, engine and model. */
  async start(): Promise<void> {
    const { client, environment, get, set } = this.options
    const { modelUrl, dataBaseUrl } = environment
    const { engineChoice: engine, engineSpeeds: speeds } = get()
    set({ status: 'starting' })
    if (environment.unknownEngine !== null) this.addNotice('info', unknownEngine(environment.unknownEngine))
    try {
      const started = await client.request('start', { engine, modelUrl, dataBaseUrl, speeds })
      set({ status: 'ready', engine: started.engine, engineReason: started.reason, model: started.model })
      this.readAgain()
    } catch (error) {
      this.notify(error)
      set({ status: 'failed' })
      // The engine that was asked for is not to be had here: any other is better than none.
      if (engine === 'auto' || !isEngineUnavailable(error)) return
      set({ engineChoice: 'auto' })
      await this.start()
    }
  }

  /** Reads the pad, if there is a model to read it. */
  readAgain(): void {
    if (this.options.get().status === 'ready') this.reading.request()
  }

  /** Reads with signals held, or without them again. */
  operate(change: Parameters<Actions['setSurgery']>[0]): void {
    const { get, set } = this.options
    const surgery = { ...get().surgery, ...change }
    if (heldBy(surgery).length === 0) return set({ surgery: { ...surgery, reading: null } })
    set({ surgery })
    this.readAgain()
  }

  /** Looks at what the loss depends on, or at nothing more. */
  look(change: Parameters<Actions['setLens']>[0]): void {
    const { get, set } = this.options
    const lens = { ...get().lens, ...change }
    set({ lens: { ...lens, reading: lens.isOpen ? lens.reading : null, rnn: lens.isOpen && lens.withRnn ? lens.rnn : null } })
    // Putting a reading aside asks for no other.
    if (change.isOpen !== undefined || change.label !== undefined || change.withRnn === true) this.lens.request()
  }

  readonly actions: WorkerActions = {
    previewAugmentation: (params) => this.previewAugmentation(params),
    sortUnits: (layer) => this.unitOrders.compare(layer),
    startTraining: () => this.attempt(() => this.startTraining()),
    pauseTraining: () => this.attempt(() => this.options.client.request('pause', null)),
    resumeTraining: () => this.attempt(() => this.options.client.request('resume', null)),
    stepTraining: () => this.attempt(() => this.stepTraining()),
    stopTraining: () => this.attempt(() => this.stopTraining()),
    profileTraining: () => this.profileTraining(),
    pickPreset: (name, weights = 'trained') => this.attempt(() => this.pickPreset(presets[name], weights)),
    resetModel: () => this.attempt(() => this.resetModel()),
    chooseEngine: (choice) => this.attempt(() => this.engines.choose(choice)),
    measureEngines: () => this.attempt(() => this.engines.measure()),
    findHardOnes: () => this.attempt(() => this.hardOnes.look(this.options.get().model)),
    showError: (error) => this.notify(error),
    loadData: (kind) => this.attempt(() => this.dataLoads.load(kind)),
    loadDataFiles: (files) => this.attempt(() => this.dataLoads.loadFiles(files)),
    openModel: (file) => this.attempt(() => this.openModel(file)),
    saveModel: () => this.attempt(() => this.saveModel()),
  }

  /** What fails becomes a notice: an action's promise never rejects. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.notify(error)
    }
  }

  private notify(error: unknown): void {
    this.addNotice('error', toErrorData(error))
  }

  private addNotice(level: Notice['level'], error: ErrorData): void {
    const { get, set } = this.options
    // A crash is told once, not by every request that it rejected; the same words twice help nobody either.
    const others = get().notices.filter((notice) => notice.error.message !== error.message)
    set({ notices: [...others, { id: this.nextNotice++, level, error }] })
  }

  private async previewAugmentation(params: Requests['previewAugmentation']['params']): Promise<readonly Float32Array[]> {
    try {
      return (await this.options.client.request('previewAugmentation', params))?.pictures ?? []
    } catch (error) {
      this.notify(error)
      return []
    }
  }

  private async startTraining(): Promise<void> {
    const { get, series } = this.options
    const { state, options } = get().training
    // A model that is being brought up has its own settings, and comes first.
    if (state === 'starting' || state === 'running' || state === 'paused' || get().pickedPreset !== null) return
    series.clear()
    this.setTraining({ ...idleTraining(options), state: 'starting' })
    const before = this.starting?.over
    const start = { isCancelled: false, over: Promise.resolve() }
    const begun = this.beginTraining(start, before)
    start.over = begun.catch(() => {})
    this.starting = start
    await begun
  }

  /**
   * @param start   may be cancelled on the way: then nothing is trained, and data that are on their way come all the same
   * @param before  a start that was cancelled and is not over yet
   */
  private async beginTraining(start: { readonly isCancelled: boolean }, before: Promise<void> | undefined): Promise<void> {
    const { client, get } = this.options
    const { options } = get().training
    try {
      await before
      await this.dataLoads.settled()
      if (start.isCancelled) return
      if (get().data.info === null) await this.dataLoads.load('mnist')
      if (start.isCancelled) return
      const run = await client.request('train', options)
      if (start.isCancelled) await client.request('stop', null)
      else this.setTraining(run)
    } catch (error) {
      if (start.isCancelled) return
      this.setTraining({ state: 'idle' })
      throw error
    }
  }

  private async stopTraining(): Promise<void> {
    if (this.options.get().training.state !== 'starting') {
      await this.options.client.request('stop', null)
      return
    }
    if (this.starting !== null) this.starting.isCancelled = true
    this.setTraining({ state: 'idle' })
  }

  private async stepTraining(): Promise<void> {
    await this.options.client.request('step', null)
    this.showFigures()
  }

  /** What fails is told where it was asked for, not as a notice. */
  private async profileTraining(): Promise<void> {
    const { client, get, set } = this.options
    if (get().profile.state === 'measuring') return
    set({ profile: { state: 'measuring' } })
    try {
      set({ profile: { state: 'measured', profile: await client.request('profile', get().training.options) } })
    } catch (error) {
      set({ profile: { state: 'failed', error: toErrorData(error) } })
    }
  }

  private async resetModel(): Promise<void> {
    const { client, get } = this.options
    const name = get().model?.name
    await client.request('reset', null)
    this.kept = null
    // Another model's settings would be wrong for this one; its own stay as the visitor has set them.
    if (name === defaultPreset.name) this.clearTraining(get().training.options)
    else this.clearTraining(settingsOf(defaultPreset))
  }

  private async pickPreset(preset: Preset, weights: 'trained' | 'fresh'): Promise<void> {
    const { client, get, set } = this.options
    // One at a time: of two, the last to arrive would win.
    if (get().pickedPreset !== null) return
    set({ pickedPreset: preset.name })
    try {
      const kept = await this.weightsOf(preset, weights)
      if ('bytes' in kept) await client.request('loadModel', kept)
      else await client.request('newModel', kept)
      this.kept = kept
      this.clearTraining(settingsOf(preset))
    } finally {
      set({ pickedPreset: null, pickedProgress: null })
    }
  }

  /** The trained weights that the page comes with; fresh ones where it has none, or where those are wanted. */
  private async weightsOf({ name, spec, training }: Preset, weights: 'trained' | 'fresh'): Promise<NonNullable<Session['kept']>> {
    const { environment, set } = this.options
    const file = Object.entries(environment.trainedModels).find(([preset]) => preset === name)?.[1]
    if (weights === 'fresh' || file === undefined) return { spec, name, seed: training.seed }
    set({ pickedProgress: 0 })
    const bytes = await environment.fetchModel(file, (receivedBytes) => set({ pickedProgress: receivedBytes / file.bytes }))
    return { bytes, name }
  }

  /** Empties the panel of what belongs to the model before. */
  private clearTraining(options: TrainingStatus['options']): void {
    this.hardOnes.clear()
    this.options.series.clear()
    this.dropFigures()
    this.setTraining(idleTraining(options))
  }

  private async openModel(file: File): Promise<void> {
    if (file.size > MAX_MODEL_BYTES) {
      const detail = { code: 'model-size', file: file.name.slice(0, 60), bytes: file.size, limit: MAX_MODEL_BYTES } as const
      const message = `${detail.file} has ${detail.bytes} bytes; a model has at most ${detail.limit}`
      const hint = 'Choose a .safetensors file that this page has written.'
      return this.addNotice('error', { code: detail.code, message, hint, detail })
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const name = file.name.replace(/\.safetensors$/i, '')
    const { model } = await this.options.client.request('loadModel', { bytes, name })
    this.kept = { bytes, name }
    // Curves and settings of the model before say nothing of this one.
    this.clearTraining(settingsOf(findPreset(model.name) ?? defaultPreset))
  }

  private async saveModel(): Promise<void> {
    const { client, environment, get } = this.options
    const { bytes } = await client.request('saveModel', null)
    environment.download(`${get().model?.name ?? 'model'}.safetensors`, new Uint8Array(bytes))
  }

  private hear(event: WorkerEvent): void {
    const { get, set, series } = this.options
    switch (event.type) {
      case 'dataProgress': {
        const { file, source, receivedBytes, totalBytes } = event
        return set({ data: { ...get().data, loading: { file, source, receivedBytes, totalBytes } } })
      }
      case 'data':
        this.hardOnes.noteData()
        return set({ data: { ...get().data, info: event.data } })
      case 'trainingState':
        this.showFigures()
        this.setTraining({ state: event.state, ...(isOver(event.state) && { evaluating: null, secondsLeft: null }) })
        return isOver(event.state) ? this.unitOrders.refresh() : undefined
      case 'steps':
        this.hardOnes.noteWeights()
        series.append(event.report)
        return this.noteFigures(event)
      case 'evaluating':
        return this.setTraining({ evaluating: { evaluated: event.evaluated, total: event.total } })
      case 'epoch': {
        const { type: _, trainingSeconds: __, ...result } = event
        const epochs = [...get().training.epochs, result]
        this.showFigures()
        return this.setTraining({ evaluating: null, epochs })
      }
      case 'checkpoint':
        this.kept = { bytes: event.bytes, name: get().model?.name ?? 'model' }
        return
      case 'model':
        this.showModel(event.model)
        this.hardOnes.noteModel(event.model)
        return this.readAgain()
      case 'engine':
        return set({ engine: event.engine, engineReason: event.reason })
      case 'error':
        return this.addNotice('error', event.error)
      case 'crashed':
        return void this.restart(event.error)
      default:
        event satisfies never
    }
  }

  /** A model of the same build keeps its specification's object, by which the page knows that nothing needs to be arranged anew. */
  private showModel(model: ModelInfo): void {
    const { get, set } = this.options
    const spec = get().model?.spec
    if (spec !== undefined && sameSpec(spec, model.spec)) {
      set({ model: { ...model, spec } })
      // While weights are learnt, columns keep their places.
      if (!isUnderWay(get().training.state)) this.unitOrders.refresh()
    } else {
      this.unitOrders.forget()
      const { surgery, lens } = get()
      const emptied = { surgery: { ...surgery, holds: [], reading: null }, lens: { ...lens, reading: null, rnn: null } }
      set({ model, trace: null, cursor: freshCursor, profile: { state: 'none' }, ...emptied })
    }
  }

  private noteFigures({ report, imagesPerSecond, secondsLeft }: Extract<WorkerEvent, { type: 'steps' }>): void {
    const { smoothLoss, smoothAccuracy } = this.options.series.view()
    this.figures = {
      step: report.firstStep + report.losses.length,
      loss: smoothLoss.at(-1) ?? null,
      accuracy: smoothAccuracy.at(-1) ?? null,
      imagesPerSecond,
      secondsLeft,
    }
    this.figuresTimer ??= setTimeout(() => this.showFigures(), FIGURES_INTERVAL_MS)
  }

  private showFigures(): void {
    const { figures } = this
    this.dropFigures()
    if (figures.step !== undefined) this.setTraining(figures)
  }

  private dropFigures(): void {
    if (this.figuresTimer !== null) clearTimeout(this.figuresTimer)
    this.figuresTimer = null
    this.figures = {}
  }

  private setTraining(change: Partial<TrainingStatus>): void {
    this.options.set({ training: { ...this.options.get().training, ...change } })
  }

  /** After a crash: a new worker with the last good model and the data that was in use. */
  private async restart(error: ErrorData): Promise<void> {
    const { client, get, set } = this.options
    const { data, training } = get()
    const now = Date.now()
    this.crashes = [...this.crashes.filter((time) => now - time < RESTARTS.windowMs), now]
    this.addNotice('error', error)
    this.dropFigures()
    this.hardOnes.clear()
    if (training.state !== 'idle' && !isOver(training.state)) this.setTraining({ state: 'failed', evaluating: null, secondsLeft: null })
    set({ data: { ...data, info: null, loading: null } })
    if (this.crashes.length > RESTARTS.allowed) return set({ status: 'failed', engine: null })
    await this.start()
    if (get().status !== 'ready') return
    const { kept } = this
    if (kept !== null) {
      await this.attempt(async () => {
        if ('bytes' in kept) await client.request('loadModel', kept)
        else await client.request('newModel', kept)
      })
    }
    const kind: DataSourceKind | undefined = data.info?.kind
    if (kind !== undefined) await this.actions.loadData(kind)
  }
}

/** The panel's settings for a preset: its own, from fresh weights. */
function settingsOf({ training }: Preset): TrainingStatus['options'] {
  return { ...training, start: 'fresh' }
}

function sameSpec(a: ModelSpec, b: ModelSpec): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function isUnderWay(state: TrainingStatus['state']): boolean {
  return state !== 'idle' && !isOver(state)
}

function isOver(state: TrainingStatus['state']): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed'
}
