import type { WriterPlan } from '../../nn/spec/writing/writer-plan'
import { isWorkerLost, type WorkerClient } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import type { WorkerEvent } from '../../worker/protocol'
import { thinCurve } from '../runs/thin-curve'
import { StepSeries } from '../series'
import { isUnderWay, type WriterMoment, type WriterRunState } from './writer-run-state'

type Told<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { readonly type: Type }>

/** Points of a curve: as many as its chart has places for. */
const MOST_POINTS = 240
/** The curve changes at most this often, milliseconds. */
const SHOW_MS = 150
/** So long a moment's network has the pen before a newer one takes it: a digit takes a second or two. */
const FOLLOW_MS = 3000

export interface WriterRunOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => WriterRunState
  readonly set: (change: Partial<WriterRunState>) => void
  /** The file of the network that writes at the moment. */
  readonly shownFile: () => Promise<Uint8Array>
  /** Another moment of the run is to write. */
  readonly onMoment: (moment: WriterMoment) => void
}

/** The page's side of a training of a network that writes: begins and ends it, and keeps what the worker tells of it. */
export class WriterRunControl {
  private readonly series = new StepSeries()
  /** The file of the last epoch, with all that the run needs to go on. */
  private resume: Uint8Array | null = null
  private shownAt = -Infinity
  private followed: { readonly moment: WriterMoment; readonly at: number } | null = null
  private wasStopped = false

  constructor(private readonly options: WriterRunOptions) {}

  async start(): Promise<void> {
    const { get, set, shownFile } = this.options
    const { state, beginning } = get()
    if (isUnderWay({ state })) return
    set({ state: 'starting', error: null })
    await this.attempt(async () => {
      const from = beginning === 'fresh' ? null : await shownFile()
      this.resume = null
      this.followed = null
      this.series.clear()
      const { plan } = get()
      // As the worker will say: the untrained network is told before.
      const stepsPerEpoch = Math.ceil(plan.drawings / plan.batchSize)
      const totalSteps = stepsPerEpoch * plan.epochs
      set({ step: 0, totalSteps, stepsPerEpoch, seconds: 0, curve: [], moments: [], follows: true, canGoOn: false })
      await this.begin(plan, from, false)
    })
  }

  /** The run goes on from the end of its last epoch, with the rate and the number of epochs that are set now. */
  async goOn(): Promise<void> {
    const { get, set } = this.options
    const { resume } = this
    const { state, moments, stepsPerEpoch } = get()
    if (resume === null || isUnderWay({ state })) return
    set({ state: 'starting', error: null, follows: true, step: (moments.at(-1)?.epoch ?? 0) * stepsPerEpoch })
    await this.attempt(() => this.begin(get().plan, resume, true))
  }

  async pause(): Promise<void> {
    await this.options.client.request('pauseWriter', null)
  }

  async proceed(): Promise<void> {
    await this.options.client.request('resumeWriter', null)
  }

  async stop(): Promise<void> {
    this.wasStopped = true
    await this.options.client.request('stopWriter', null)
  }

  hear(event: WorkerEvent): void {
    switch (event.type) {
      case 'writerSteps':
        return this.noteSteps(event)
      case 'writerEpoch':
        return this.noteEpoch(event)
      case 'writerState':
        this.show()
        this.options.set({ state: event.state, error: event.error })
        return event.state === 'running' ? undefined : this.follow()
      case 'crashed':
        if (isUnderWay(this.options.get())) this.options.set({ state: 'failed', error: event.error })
        return
      default:
    }
  }

  private async begin(plan: WriterPlan, from: Uint8Array | null, isResumed: boolean): Promise<void> {
    const { client, set } = this.options
    this.wasStopped = false
    set(await client.request('trainWriter', { plan, from, isResumed }))
  }

  /** Why a run did not begin is told where it was asked for. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    const { get, set } = this.options
    try {
      await work()
    } catch (error) {
      if (isWorkerLost(error) && get().state === 'failed') return
      set(this.wasStopped ? { state: 'stopped' } : { state: 'failed', error: toErrorData(error) })
    }
  }

  private noteSteps({ firstStep, losses, points, seconds }: Told<'writerSteps'>): void {
    const examples = Uint32Array.from(points)
    this.series.append({ firstStep, losses, examples, correct: new Uint32Array(losses.length) }, seconds)
    this.options.set({ step: firstStep + losses.length, seconds })
    if (performance.now() - this.shownAt >= SHOW_MS) this.show()
  }

  private noteEpoch({ epoch, trainLoss, loss, digits, bytes, resume }: Told<'writerEpoch'>): void {
    const { get, set } = this.options
    const moment = { epoch, trainLoss, loss, digits, bytes }
    // A run that goes on from an epoch writes the later ones anew.
    const before = get().moments.filter((earlier) => earlier.epoch < epoch)
    if (resume !== null) this.resume = resume
    this.show()
    set({ moments: [...before, moment], canGoOn: this.resume !== null })
    if (this.followed === null || performance.now() - this.followed.at >= FOLLOW_MS) this.follow()
  }

  /** The newest moment writes, where the visitor looks at no other. */
  private follow(): void {
    const { get, onMoment } = this.options
    const { follows, moments } = get()
    const moment = moments.at(-1)
    if (!follows || moment === undefined || moment === this.followed?.moment) return
    this.followed = { moment, at: performance.now() }
    onMoment(moment)
  }

  private show(): void {
    this.shownAt = performance.now()
    const { steps, loss } = thinCurve(this.series.view(), MOST_POINTS)
    this.options.set({ curve: Array.from(steps, (step, place) => ({ step, loss: loss[place]! })) })
  }
}
