import { isRecord } from '../core/decode'
import type { Action } from '../core/error-details'
import { StateError } from '../core/errors'
import { IMAGE_PIXELS, type LabelledImages } from '../core/images'
import { deformImage } from '../nn'
import { unitWeights } from '../nn/spec/cell'
import { describeModel } from '../nn/spec/describe'
import { parseModelSpec } from '../nn/spec/parse'
import { defaultPreset } from '../nn/spec/presets'
import { trainingRanges } from '../nn/spec/training'
import { cleanName, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { TRAINING_LOSS } from '../train/loop'
import { Companion } from './companion'
import { DataKeeper } from './data-keeper'
import { measureEngines } from './engine-trial'
import { toErrorData } from './error-data'
import { Lane } from './lane'
import { LatestWins } from './latest-wins'
import { parseRequest } from './messages'
import { findMistakes } from './mistakes'
import { describeCheckpoint, freshCheckpoint, ModelKeeper } from './model-keeper'
import type { Requests, RequestType, TrainingOptions, WorkerEvent, WorkerMessage } from './protocol'
import type { HostServices } from './services'
import { Trainer, type TrainingJob } from './trainer'
import { SURVEY_PICTURES, UnitSurvey } from './unit-survey'
import { ORDER_PICTURES, UnitOrders } from './unit-order/unit-orders'

/** Pictures of nothing, as many as the largest batch: what a step takes does not depend on what it sees. */
const BLANK: LabelledImages = {
  name: 'blank',
  images: new Uint8Array(trainingRanges.batchSize.max * IMAGE_PIXELS),
  labels: new Uint8Array(trainingRanges.batchSize.max),
}

type Handlers = { readonly [T in RequestType]: (params: Requests[T]['params']) => Promise<Requests[T]['result']> }
type Message<T extends RequestType> = { [K in T]: { readonly id: number; readonly type: K; readonly params: Requests[K]['params'] } }[T]

export type PostMessage = (message: WorkerMessage, transfer: Transferable[]) => void

/**
 * The worker's side of the protocol, without a worker: `receive` takes what the page posts, `post` gets what the page shall hear.
 *
 * Requests that change the model wait for each other; readings, pause, step and stop never wait for those. Nothing that fails changes
 * the model or the data in use.
 */
export class Host {
  private readonly emit = (event: WorkerEvent, transfer: Transferable[] = []) => this.post({ kind: 'event', event }, transfer)
  private readonly keeper: ModelKeeper
  private readonly trainer: Trainer
  private readonly data: DataKeeper
  private readonly companion = new Companion(() => this.services.createEngine('cpu', { threads: 1 }))
  private readonly modelLane = new Lane()
  private readonly readings = new LatestWins((params: Requests['read']['params']) => this.timedTrace(params))
  private readonly unitOrders = new UnitOrders({
    withModel: (work) => this.keeper.use(work),
    weights: () => (this.trainer.isActive ? null : this.keeper.checkpoint.parameters),
    pictures: () => this.testPictures(),
    breath: () => this.breath(),
  })
  private readonly unitSurvey = new UnitSurvey({
    use: (work) => this.keeper.use(work),
    weights: () => (this.trainer.isActive ? null : this.keeper.checkpoint.parameters),
    pictures: () => this.testPictures(),
    breath: () => this.breath(),
  })
  private builtInTest: Promise<LabelledImages> | null = null
  private first: Checkpoint | null = null
  private dataBaseUrl = ''

  constructor(
    private readonly services: HostServices,
    private readonly post: PostMessage,
  ) {
    this.keeper = new ModelKeeper(services, this.emit)
    this.trainer = new Trainer(this.keeper, this.emit, () => services.now())
    this.data = new DataKeeper(services, this.emit)
  }

  /** Handles one message; answers by `post`, never throws or rejects. */
  async receive(data: unknown): Promise<void> {
    try {
      const message = parseRequest(data)
      await this.answer(message)
    } catch (error) {
      if (isRecord(data) && typeof data['id'] === 'number') this.fail(data['id'], error)
      else this.report(error)
    }
  }

  /** An error that belongs to no request. */
  report(error: unknown): void {
    this.emit({ type: 'error', error: toErrorData(error) })
  }

  private async answer<T extends RequestType>({ id, type, params }: Message<T>): Promise<void> {
    const result = await this.handlers[type](params)
    const transfer = result !== null && 'bytes' in result ? [result.bytes.buffer] : []
    this.post({ kind: 'response', id, result }, transfer)
  }

  private fail(id: number, error: unknown): void {
    this.post({ kind: 'failure', id, error: toErrorData(error) }, [])
  }

  private readonly handlers: Handlers = {
    start: (params) => this.modelLane.run(() => this.start(params)),
    useEngine: ({ engine, speeds }) =>
      this.modelLane.run(async () => {
        this.refuseWhileTraining('useEngine')
        const reason = await this.keeper.move(engine, speeds)
        return { engine: this.keeper.engineInfo, reason }
      }),
    measureEngines: () =>
      this.modelLane.run(() => {
        this.refuseWhileTraining('measureEngines')
        return measureEngines(this.services)
      }),
    read: (params) => this.readings.request(params),
    loadCompanion: async ({ bytes }) => {
      await this.companion.load(decodeCheckpoint(bytes))
      return null
    },
    readCompanion: ({ image, options }) => this.companion.trace(image, options),
    unitOrder: ({ layer }) => this.unitOrders.of(layer),
    findMistakes: async (piece) => {
      const test = this.data.current?.dataset.test
      return test === undefined ? null : findMistakes((images) => this.keeper.use((model) => model.predict(images)), test, piece)
    },
    unitWeights: ({ layer, unit }) =>
      this.keeper.use(async (model) => unitWeights(describeModel(model.spec), await model.parameters(), layer, unit)),
    mostActive: ({ layer, unit, count }) => this.unitSurvey.mostActive(layer, unit, count),
    loadData: async ({ kind, limit }) => {
      this.refuseWhileTraining('loadData')
      return this.data.load(kind, this.dataBaseUrl, limit)
    },
    loadFiles: async ({ files }) => {
      this.refuseWhileTraining('loadFiles')
      return this.data.loadFiles(files)
    },
    previewAugmentation: async ({ augment, seed, step, count }) => {
      const train = this.data.current?.dataset.train
      if (train === undefined) return null
      const indices = Array.from({ length: Math.min(count, train.labels.length) }, (_, index) => index)
      return { pictures: indices.map((index) => deformImage(train.images, index, augment, { seed, step })) }
    },
    train: (options) => this.modelLane.run(() => this.train(options)),
    pause: async () => {
      await this.trainer.current('pause').pause()
      return null
    },
    resume: async () => {
      this.trainer.current('resume').resume()
      return null
    },
    step: async () => {
      await this.trainer.current('step').step()
      return null
    },
    stop: async () => {
      await this.trainer.current('stop').stop()
      await this.trainer.over
      return null
    },
    reset: () => this.modelLane.run(() => this.reset()),
    evaluate: () => this.modelLane.run(() => this.evaluate()),
    profile: (options) => this.modelLane.run(() => this.trainer.profile(options, this.data.current?.dataset.train ?? BLANK)),
    newModel: ({ spec, name, seed }) =>
      this.modelLane.run(() => this.install('newModel', () => freshCheckpoint(spec, cleanName(name), seed))),
    loadModel: ({ bytes, name }) =>
      this.modelLane.run(() =>
        this.install('loadModel', () => {
          const checkpoint = decodeCheckpoint(bytes)
          return { ...checkpoint, name: checkpoint.name || cleanName(name) }
        }),
      ),
    saveModel: async () => {
      const checkpoint = await this.trainer.checkpoint()
      return { bytes: encodeCheckpoint({ ...checkpoint, run: null }) }
    },
    ping: async () => null,
  }

  private async start({
    engine,
    modelUrl,
    dataBaseUrl,
    speeds,
    threads,
  }: Requests['start']['params']): Promise<Requests['start']['result']> {
    this.refuseWhileTraining('start')
    this.dataBaseUrl = dataBaseUrl
    const reason = await this.keeper.start(engine, this.firstModel(modelUrl), speeds, { threads })
    this.first = this.keeper.checkpoint
    return { engine: this.keeper.engineInfo, reason, model: this.keeper.info }
  }

  private async firstModel(url: string | null): Promise<Checkpoint> {
    const { name, training } = defaultPreset
    const spec = parseModelSpec(defaultPreset.spec)
    if (url === null) return freshCheckpoint(spec, name, training.seed)
    try {
      return decodeCheckpoint(await this.services.fetchBytes(url))
    } catch (error) {
      this.report(error)
      return freshCheckpoint(spec, name, training.seed)
    }
  }

  private async timedTrace({ image, options }: Requests['read']['params']) {
    const begin = this.services.now()
    const trace = await this.keeper.trace(image, options)
    this.trainer.noteRead(this.services.now() - begin)
    return trace
  }

  /** Pictures that no model was trained on: of the data in use, else a few built-in ones, made once. */
  private async testPictures(): Promise<LabelledImages> {
    const test = this.data.current?.dataset.test
    if (test !== undefined) return test
    this.builtInTest ??= this.services
      .makeDigits({ train: 0, test: Math.max(ORDER_PICTURES, SURVEY_PICTURES), seed: 1 }, () => {})
      .then((made) => made.test)
    return this.builtInTest
  }

  /** Lets every message that has come, and all readings, go first. */
  private async breath(): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve))
    await this.readings.idle()
  }

  private async train(options: TrainingOptions): Promise<Requests['train']['result']> {
    this.refuseWhileTraining('train')
    await this.data.settled()
    const data = this.data.current
    if (data === null) throw new StateError({ action: 'train', obstacle: { kind: 'noData' } })
    const before = this.keeper.checkpoint
    const { name } = data.dataset.train
    const last = before.trainedOn.at(-1)
    if (options.resume === true && last !== name) {
      throw new StateError({ action: 'train', obstacle: { kind: 'otherData', used: name, needed: last ?? null } })
    }
    const job: TrainingJob = { ...planRun(options, before), dataset: data.dataset, startPaused: options.startPaused ?? false }
    await this.keeper.setParameters(job.from.parameters)
    try {
      return await this.trainer.start(job, before)
    } catch (error) {
      // A run that cannot begin leaves the model that was there.
      await this.keeper.setParameters(before.parameters)
      throw error
    }
  }

  private async reset(): Promise<{ model: Requests['reset']['result']['model'] }> {
    if (this.trainer.isActive) await this.trainer.current('reset').stop()
    await this.trainer.over
    const first = this.first
    if (first === null) throw new StateError({ action: 'reset', obstacle: { kind: 'noModel' } })
    return this.install('reset', () => first)
  }

  private async install(action: Action, make: () => Checkpoint) {
    this.refuseWhileTraining(action)
    await this.keeper.install(make())
    this.emit({ type: 'model', model: this.keeper.info })
    return { model: this.keeper.info }
  }

  private async evaluate(): Promise<Requests['evaluate']['result']> {
    this.refuseWhileTraining('evaluate')
    await this.data.settled()
    const data = this.data.current
    if (data === null) throw new StateError({ action: 'evaluate', obstacle: { kind: 'noData' } })
    const { test } = data.dataset
    const { loss, accuracy, correct } = await this.keeper.use((model) => model.evaluate(test, TRAINING_LOSS))
    this.keeper.remember({ ...this.keeper.checkpoint, testAccuracy: accuracy, testedOn: test.name })
    this.emit({ type: 'model', model: describeCheckpoint(this.keeper.checkpoint) })
    return { set: test.name, loss, accuracy, correct, total: test.labels.length }
  }

  private refuseWhileTraining(action: Action): void {
    if (this.trainer.isActive) throw new StateError({ action, obstacle: { kind: 'training' } })
  }
}

/** Which weights a run starts from and with which settings. */
function planRun(options: TrainingOptions, before: Checkpoint): Pick<TrainingJob, 'settings' | 'from' | 'resume'> {
  if (options.resume === true) {
    const { run } = before
    const isOver = run !== null && run.epoch >= run.settings.epochs
    if (run === null || isOver) throw new StateError({ action: 'train', obstacle: { kind: 'noRunToResume' } })
    return { settings: run.settings, from: before, resume: run }
  }
  const { start, startPaused: _startPaused, resume: _resume, ...settings } = options
  const from = start === 'fresh' ? freshCheckpoint(before.spec, before.name, settings.seed) : before
  return { settings, from, resume: null }
}
