import { taskOf } from '../core/task'
import { firstSetOf } from '../data/sets/registry'
import { presets } from '../nn/spec/presets'
import { isSameSpec } from '../nn/spec/same-build'
import { isWorkerLost, type WorkerClient } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { DataInfo, ModelInfo, WorkerEvent } from '../worker/protocol'
import type { Actions, WorkerActions } from './actions'
import type { AppState } from './app-state'
import { DataLoads } from './data-loads'
import { OwnFiles } from './own-files'
import type { PageEnvironment } from './environment'
import { EngineSwitch } from './engine-switch'
import { GradientLens } from './gradient-lens'
import { HardOnesFinder } from './hard-ones'
import { Judge } from './judge'
import { LaterExamination } from './later-examination'
import { Lifecycle } from './lifecycle'
import type { KeptModel } from './kept-model'
import { ModelControl } from './model-control'
import { Notices } from './notices'
import { withOtherModel } from './other-model'
import { heldBy, ReadingLoop } from './reading-loop'
import type { StepSeries } from './series'
import { isOver, isUnderWay } from './run-state'
import { TimeMachine } from './time-machine'
import { TrainingControl } from './training-control'
import { UnitOrders } from './unit-orders'
import { LeftWork } from './visit/left-work'
import type { OpenVisit } from './visit/open-visit'

export interface SessionOptions {
  /** Refuses requests while no worker runs. */
  readonly client: WorkerClient
  readonly environment: PageEnvironment
  readonly series: StepSeries
  readonly get: () => AppState
  readonly set: (change: Partial<AppState>) => void
  /** Keeps what the page remembers between visits. */
  readonly keep: () => void
  /** What the last visit left; null for nothing. */
  readonly lastVisit: () => Promise<OpenVisit['left']>
  /** There is another model worth keeping. */
  readonly onKept: () => void
  /** Has a network of the visitor's write. */
  readonly openWriter: (bytes: Uint8Array) => Promise<void>
  /** A worker is up, for the first time with what the last visit left. */
  readonly onRestored: () => void
}

/** Everything between the store and the worker: what the visitor asks for, what the worker tells, and what to do when it dies. */
export class Session {
  private readonly reading: ReadingLoop
  private readonly lens: GradientLens
  private readonly engines: EngineSwitch
  private readonly unitOrders: UnitOrders
  private readonly notices: Notices
  private readonly lifecycle: Lifecycle
  private readonly dataLoads: DataLoads
  private readonly ownFiles: OwnFiles
  private readonly hardOnes: HardOnesFinder
  private readonly judge: Judge
  private readonly examination: LaterExamination
  private readonly models: ModelControl
  private readonly training: TrainingControl
  private readonly timeMachine: TimeMachine
  private readonly leftWork: LeftWork

  constructor(private readonly options: SessionOptions) {
    const { client, environment, series, get, set } = options
    this.notices = new Notices({ get: () => get().notices, set: (notices) => set({ notices }) })
    this.reading = new ReadingLoop({
      client,
      canRead: () => get().status === 'ready',
      drawing: () => get().drawing,
      onTrace: (trace) => {
        set({ trace })
        this.lens.request()
      },
      onRow: (rowReading) => {
        if (rowReading !== null || get().rowReading !== null) set({ rowReading })
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
    this.ownFiles = new OwnFiles({
      client,
      loads: this.dataLoads,
      get: () => get().data,
      set: (change) => set({ data: { ...get().data, ...change } }),
      onTask: (task) => this.models.remake(task),
    })
    this.hardOnes = new HardOnesFinder({
      client,
      get: () => get().hardOnes,
      set: (hardOnes) => set({ hardOnes }),
      prepareData: () => this.prepareData(),
    })
    this.judge = new Judge({
      client,
      get: () => get().judge,
      set: (change) => set({ judge: { ...get().judge, ...change } }),
      prepareData: () => this.prepareData(),
    })
    this.examination = new LaterExamination({
      client,
      environment,
      get,
      set: (change) => set({ judge: { ...get().judge, examination: { ...get().judge.examination, ...change } } }),
      prepareData: () => this.prepareData(),
    })
    this.training = new TrainingControl({
      client,
      series,
      get,
      set,
      prepareData: (isWanted) => this.prepareData(isWanted),
    })
    this.timeMachine = new TimeMachine({
      client,
      get,
      set: (change) => set({ past: { ...get().past, ...change } }),
      onOther: () => {
        this.noteWeights()
        this.readAgain()
      },
      startFrom: () => this.training.start('current'),
      stop: () => this.training.stop(),
      onModel: (bytes) => this.models.noteCheckpoint(bytes),
      onError: (error) => this.notify(error),
    })
    this.models = new ModelControl({
      client,
      environment,
      get,
      set,
      onOther: (settings) => {
        this.hardOnes.clear()
        this.judge.noteWeights()
        this.examination.noteWeights()
        this.training.clear(settings)
        this.leftWork.forgetRun()
      },
      notices: this.notices,
      onKept: () => options.onKept(),
      openWriter: options.openWriter,
      startAgain: () => this.lifecycle.startAgain(),
    })
    this.leftWork = new LeftWork({
      left: options.lastVisit,
      models: this.models,
      training: this.training,
      notices: this.notices,
      get,
      set,
      show: (model) => this.showModel(model),
      loadData: (data) => void this.attempt(() => this.dataLoads.load(data)),
    })
    this.lifecycle = new Lifecycle({
      client,
      environment,
      notices: this.notices,
      get,
      set,
      restoreModel: async (started) => this.leftWork.restore(started),
      hadData: () => this.dataLoads.hasSource,
      restoreData: () => this.attempt(() => this.dataLoads.restore()),
      onCrash: () => {
        this.hardOnes.clear()
        this.judge.clear()
        this.examination.clear()
        this.timeMachine.clear()
        this.training.fail()
      },
      onReady: () => {
        this.readAgain()
        options.onRestored()
      },
    })
    client.subscribe((event) => this.hear(event))
  }

  /** The model as it was last worth keeping; null for the one that the page comes with. */
  get keptModel(): KeptModel | null {
    return this.models.keptModel
  }

  /** Makes a model that is kept under this name the page's own. */
  openKept(bytes: Uint8Array, name: string): Promise<void> {
    return this.attempt(() => this.models.openKept({ bytes, name, isNamed: true }))
  }

  /** The model as a file, as it is now. */
  modelFile(): Promise<Uint8Array> {
    return this.models.file()
  }

  /** Brings up worker, engine and model. */
  start(): Promise<void> {
    return this.lifecycle.start()
  }

  /** Reads the pad, if there is a model to read it. */
  readAgain(): void {
    this.reading.request()
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
    previewAugmentation: (params) =>
      this.attemptOr([], async () => (await this.options.client.request('previewAugmentation', params))?.pictures ?? []),
    sortUnits: (layer) => this.unitOrders.compare(layer),
    startTraining: () =>
      this.attempt(() => {
        this.leftWork.forgetRun()
        this.models.replaced.forget()
        return this.training.start()
      }),
    pauseTraining: () => this.attempt(() => this.options.client.request('pause', null)),
    resumeTraining: () => this.attempt(() => this.options.client.request('resume', null)),
    stepTraining: () => this.attempt(() => this.training.step()),
    stopTraining: () =>
      this.attempt(() => {
        this.leftWork.forgetRun()
        return this.training.stop()
      }),
    setLearningRate: (rate) => this.attempt(() => this.training.setLearningRate(rate).finally(() => this.options.keep())),
    goOnAt: (rate) => this.attempt(() => this.training.goOnAt(rate)),
    lookBack: (step) => this.attempt(() => this.timeMachine.lookAt(step)),
    togglePast: () => this.timeMachine.togglePlaying(),
    goOnFromPast: () => this.attempt(() => this.timeMachine.goOn()),
    profileTraining: () => this.training.profile(),
    pickPreset: (name, weights = 'trained') => this.attempt(() => this.models.pick(presets[name], weights)),
    timeDraft: (draft) => this.models.time(draft),
    buildDraft: (draft) => this.attemptOr(false, () => this.models.build(draft)),
    makeModel: (model) => this.attempt(() => this.models.make(model)),
    resetModel: () => this.attempt(() => this.models.reset()),
    chooseEngine: (choice) => this.attempt(() => this.engines.choose(choice)),
    chooseFormat: (format) => this.attempt(() => this.engines.store(format)),
    measureEngines: () => this.attempt(() => this.engines.measure()),
    findHardOnes: () => this.attempt(() => this.hardOnes.look(this.options.get().model)),
    judgeModel: () => this.attempt(() => this.judge.judge(this.options.get().model)),
    stopJudging: () => this.judge.stop(),
    examineModels: (models) => this.attempt(() => this.examination.examine(models)),
    stopExamining: () => this.examination.stop(),
    showError: (error) => this.notify(error),
    loadData: (asked) => this.attempt(() => this.dataLoads.load(asked)),
    loadDataFiles: (files) => this.attempt(() => this.ownFiles.takeOrLook(files)),
    lookAtData: (files) => this.attempt(() => this.ownFiles.look(files)),
    takeData: (choices) => this.attempt(() => this.ownFiles.take(choices)),
    leaveData: () => this.ownFiles.leave(),
    openModel: (file) => this.attempt(() => this.models.open(file)),
    saveModel: () => this.attempt(() => this.models.save()),
    putBackModel: () => this.attempt(() => this.models.replaced.putBack()),
    exportModel: (format) => this.models.export(format),
    startAgain: () => this.lifecycle.startAgain(),
  }

  /** What fails becomes a notice: an action's promise never rejects. */
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    await this.attemptOr(null, work)
  }

  private async attemptOr<Result>(otherwise: Result, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      this.notify(error)
      return otherwise
    }
  }

  private notify(error: unknown): void {
    // A crash is told once, with what becomes of it, not by every request that it rejected.
    if (isWorkerLost(error)) return
    const data = toErrorData(error)
    this.notices.add(data, { way: data.code === 'not-running' ? 'startAgain' : null })
  }

  /** Waits for data that are on their way, and gets those of the model's task where there are none. */
  async prepareData(isWanted = () => true): Promise<void> {
    await this.dataLoads.settled()
    const { data, model } = this.options.get()
    const kind = data.info === null ? firstSetOf(taskOf(model?.spec ?? {})) : null
    if (isWanted() && kind !== null) await this.dataLoads.load({ kind })
  }

  private hear(event: WorkerEvent): void {
    const { get, set } = this.options
    switch (event.type) {
      case 'dataProgress': {
        const { file, source, receivedBytes, totalBytes } = event
        return set({ data: { ...get().data, loading: { file, source, receivedBytes, totalBytes } } })
      }
      case 'data':
        this.hardOnes.noteData()
        this.judge.noteData()
        this.examination.noteData()
        set({ data: { ...get().data, info: event.data, own: ownTitle(event.data) ?? get().data.own } })
        return event.data.kind === 'own' ? this.options.keep() : undefined
      case 'trainingState':
        this.training.noteState(event.state)
        return isOver(event.state) ? this.unitOrders.refresh() : undefined
      case 'steps':
        // What looks back was not asked of the weights that move.
        if (get().past.at === null) this.noteWeights()
        return this.training.noteSteps(event)
      case 'moments':
        return this.timeMachine.note(event)
      case 'evaluating':
        return this.training.noteEvaluating(event)
      case 'epoch':
        return this.training.noteEpoch(event)
      case 'turned':
        return this.training.noteTurned(event)
      case 'suspended':
        return this.training.noteSuspended(event)
      case 'ended':
        return this.training.noteEnded(event)
      case 'checkpoint':
        this.training.noteCheckpoint(event.step)
        return this.models.noteCheckpoint(event.bytes)
      case 'model':
        this.showModel(event.model)
        if (get().past.at !== null) return
        this.hardOnes.noteModel(event.model)
        this.judge.noteModel(event.model)
        this.examination.noteModel(event.model)
        return this.readAgain()
      case 'engine':
        return set({ engine: event.engine, engineReason: event.reason, storedFormat: event.engine.format ?? get().storedFormat })
      case 'error':
        return this.notices.add(event.error)
      case 'raceSteps':
      case 'raceEpoch':
      case 'raceState':
      case 'writerSteps':
      case 'writerEpoch':
      case 'writerState':
        // What follows a race, or a network that learns to write, hears of it by itself.
        return
      case 'crashed':
        return void this.lifecycle.recover(event.error)
      default:
        event satisfies never
    }
  }

  /** Whatever was found out was of other weights. */
  private noteWeights(): void {
    this.hardOnes.noteWeights()
    this.judge.noteWeights()
    this.examination.noteWeights()
  }

  /** A model of the same build keeps its specification's object, by which the page knows that nothing needs to be arranged anew. */
  private showModel(model: ModelInfo): void {
    const { get, set } = this.options
    const { model: before } = get()
    if (before === null) return set({ model })
    if (isSameSpec(before.spec, model.spec)) {
      set({ model: { ...model, spec: before.spec } })
      // While weights are learnt, columns keep their places.
      if (!isUnderWay(get().training.state)) this.unitOrders.refresh()
    } else {
      this.unitOrders.forget()
      this.reading.forgetReadings()
      set(withOtherModel(get(), before, model))
    }
  }
}

const ownTitle = ({ kind, title }: DataInfo): string | null => (kind === 'own' ? (title ?? null) : null)
