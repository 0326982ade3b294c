import { EngineUnavailableError } from '../../src/core/errors'
import { decodeDataSet } from '../../src/data/sets/registry'
import { parseModelSpec } from '../../src/nn/spec/parse'
import { findPreset } from '../../src/nn/spec/presets'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { describeFailure } from '../../src/ui/kit/errors'
import { errors } from '../../src/ui/kit/messages/en/errors'
import { RemoteError, type WorkerClient } from '../../src/worker/client'
import type { WorkerEvent } from '../../src/worker/protocol'
import { explain } from '../explain'
import type { DataPart } from './data-option'
import type { TrainBindings, TrainJob, TrainSummary } from './job'

/** Drives the page's own worker, wherever it runs, through a training, and hands on its news and files. */

const PROGRESS_INTERVAL_MS = 2000

/** Where a training runs: a page of a browser, or Node. */
export interface TrainPlace extends TrainBindings {
  readonly client: WorkerClient
  /** Where data are fetched from. */
  readonly dataBaseUrl: string
}

export async function runTraining(place: TrainPlace, job: TrainJob): Promise<TrainSummary> {
  await prepare(place, job)
  const session = new Session(place, job)
  await session.train()
  return session.finish()
}

/** Brings up engine, data and the model to start from. */
async function prepare(place: TrainPlace, job: TrainJob): Promise<void> {
  const preset = findPreset(job.preset)
  if (preset === null) throw new RangeError(`There is no preset ${job.preset}`)
  const { client, dataBaseUrl } = place
  const threads = job.threads === null ? {} : { threads: job.threads }
  const { engine } = await client.request('start', { engine: job.engine, modelUrl: null, dataBaseUrl, format: job.format, ...threads })
  // On the page half precision gives way; here it was asked for.
  if (job.format === 'float16' && engine.format !== 'float16') {
    throw new EngineUnavailableError({ engine: engine.kind, reason: { kind: 'noHalf', adapter: engine.adapter } })
  }
  await place.tellNode({ type: 'engine', adapter: engine.adapter, isSoftware: engine.isSoftware })
  await loadData(place, job.data, job)
  const file = job.resume ?? job.from
  if (file === null) await client.request('newModel', { spec: preset.spec, name: preset.name, seed: job.settings.seed })
  else {
    const { model } = await client.request('loadModel', { bytes: fromBase64(file), name: preset.name })
    const isPreset = JSON.stringify(model.spec) === JSON.stringify(parseModelSpec(preset.spec))
    if (!isPreset) throw new Error(`The model to train on from is built otherwise than ${preset.name}`)
  }
}

async function loadData(
  { client, tellNode }: TrainPlace,
  [first, ...others]: TrainJob['data'],
  { limit, settings }: Pick<TrainJob, 'limit' | 'settings'>,
) {
  const share = ({ kind, ...amount }: DataPart) => ({ kind: decodeDataSet(kind, 'data'), ...amount })
  const { data, failures } = await client.request('loadData', {
    ...share(first),
    ...(limit !== null && { limit }),
    seed: settings.seed,
    also: others.map(share),
  })
  if (data.kind !== first.kind) {
    const reasons = failures.map((failure) => `${failure.source}, ${failure.file}: ${describeFailure(failure, { errors })}`)
    throw new Error(`No ${first.kind} data:\n${reasons.join('\n')}`)
  }
  const also = (data.also ?? []).map(({ kind, trainCount }) => ({ kind, train: trainCount }))
  await tellNode({ type: 'data', kind: data.kind, origin: data.origin, train: data.trainCount, test: data.testCount, also })
}

class Session {
  private readonly client: WorkerClient
  private best: { accuracy: number; bytes: Uint8Array } | null = null
  private lastCheckpoint: Uint8Array | null = null
  private lastProgress = 0
  private images = 0
  private trainingSeconds = 0
  private imagesPerSecond: number | null = null
  /** Files and news reach Node in order, and `train` waits for them. */
  private deliveries: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly place: TrainPlace,
    private readonly job: TrainJob,
  ) {
    this.client = place.client
    if (job.best !== null) {
      const bytes = fromBase64(job.best)
      this.best = { accuracy: decodeCheckpoint(bytes).run?.validationAccuracy ?? 0, bytes }
    }
  }

  /** Trains to the last epoch; nothing to do when the checkpoint is at it already. */
  async train(): Promise<void> {
    const resumed = this.resumedRun()
    if (resumed !== null && resumed.epoch >= this.job.settings.epochs) return
    const ended = this.watch()
    const { totalSteps, stepsPerEpoch } = await this.client.request('train', {
      settings: this.job.settings,
      start: resumed !== null ? 'resume' : this.job.from === null ? 'fresh' : 'current',
      startPaused: false,
    })
    this.deliver(() => this.place.tellNode({ type: 'start', epoch: resumed?.epoch ?? 0, totalSteps, stepsPerEpoch }))
    await ended
    await this.deliveries
  }

  /** Measures the model that is to be kept and hands it over. */
  async finish(): Promise<TrainSummary> {
    const { client, job, best } = this
    if (job.settings.validation > 0 && best !== null) await client.request('loadModel', { bytes: best.bytes, name: job.preset })
    if (job.test !== job.data[0].kind) await loadData(this.place, [{ kind: job.test }], { ...job, limit: null })
    const { set, accuracy, correct, total, loss } = await client.request('evaluate', null)
    const { bytes } = await client.request('saveModel', null)
    await this.place.keepFile('final', toBase64(bytes))
    const { epochs } = decodeCheckpoint(bytes)
    return { set, accuracy, correct, total, loss, epochs, images: this.images, trainingSeconds: this.trainingSeconds }
  }

  private resumedRun() {
    if (this.job.resume === null) return null
    const { run } = decodeCheckpoint(fromBase64(this.job.resume))
    if (run === null) throw new Error('The checkpoint holds no run to go on with')
    const kept = Object.entries(run.settings).map(([name, value]) => [name, JSON.stringify(value)] as const)
    const asked = new Map(Object.entries(this.job.settings).map(([name, value]) => [name, JSON.stringify(value)]))
    for (const [name, value] of kept) {
      if (asked.get(name) === value) continue
      throw new Error(`The run to resume has ${name} ${value}, not ${asked.get(name)}; give the same options as before`)
    }
    return run
  }

  /** Resolves when the run has finished, rejects when it ended otherwise. */
  private watch(): Promise<void> {
    return new Promise((resolve, reject) => {
      let failed = false
      this.client.subscribe((event) => {
        this.hear(event)
        const isOver = failed || (event.type === 'error' && event.error.code === 'diverged')
        if (event.type === 'crashed' || (event.type === 'error' && isOver)) reject(new RemoteError(event.error))
        if (event.type !== 'trainingState') return
        if (event.state === 'finished') resolve()
        if (event.state === 'stopped') reject(new Error('The run was stopped'))
        // The error that says why follows.
        if (event.state === 'failed') failed = true
      })
    })
  }

  private hear(event: WorkerEvent): void {
    switch (event.type) {
      case 'steps':
        this.progress(performance.now(), event)
        return
      case 'checkpoint':
        this.lastCheckpoint = event.bytes
        this.keep('checkpoint', event.bytes)
        return
      case 'epoch':
        this.endEpoch(event)
        return
      case 'error':
        this.deliver(() => this.place.tellNode({ type: 'notice', message: explain(new RemoteError(event.error)) }))
        return
      case 'engine':
        this.deliver(() => this.place.tellNode({ type: 'notice', message: `now on ${event.engine.adapter}` }))
        return
      default:
    }
  }

  private progress(now: number, { report, imagesPerSecond }: Extract<WorkerEvent, { type: 'steps' }>): void {
    const examples = report.examples.reduce((sum, count) => sum + count, 0)
    this.images += examples
    this.imagesPerSecond = imagesPerSecond
    if (now - this.lastProgress < PROGRESS_INTERVAL_MS) return
    this.lastProgress = now
    const loss = report.losses.reduce((sum, value) => sum + value, 0) / report.losses.length
    const accuracy = report.correct.reduce((sum, count) => sum + count, 0) / examples
    const step = report.firstStep + report.losses.length
    this.deliver(() => this.place.tellNode({ type: 'progress', step, loss, accuracy, imagesPerSecond }))
  }

  private endEpoch(event: Extract<WorkerEvent, { type: 'epoch' }>): void {
    const { epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, evaluatedOn, trainingSeconds } = event
    this.trainingSeconds += trainingSeconds
    const isBest = this.job.settings.validation > 0 && testAccuracy > (this.best?.accuracy ?? -1)
    if (isBest && this.lastCheckpoint !== null) {
      this.best = { accuracy: testAccuracy, bytes: this.lastCheckpoint }
      this.keep('best', this.lastCheckpoint)
    }
    const { imagesPerSecond } = this
    const figures = { trainLoss, trainAccuracy, testLoss, testAccuracy, evaluatedOn }
    this.deliver(() => this.place.tellNode({ type: 'epoch', epoch: epoch + 1, ...figures, imagesPerSecond, isBest }))
  }

  private keep(kind: 'checkpoint' | 'best', bytes: Uint8Array): void {
    const base64 = toBase64(bytes)
    this.deliver(() => this.place.keepFile(kind, base64))
  }

  private deliver(send: () => Promise<void>): void {
    this.deliveries = this.deliveries.then(send)
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
