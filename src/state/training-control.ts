import type { TrainingState } from '../nn/engine'
import { describeModel } from '../nn/spec/describe'
import { frozenIn } from '../nn/spec/frozen'
import type { WorkerClient } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { WorkerEvent } from '../worker/protocol'
import type { AppState, TrainingStart, TrainingStatus } from './app-state'
import { idleTraining } from './initial-state'
import { newId } from './runs/names'
import { RunClock } from './run-clock'
import { isCutOff, isOver, isUnderWay } from './run-state'
import type { StepSeries } from './series'
import type { VisitedRun } from './visit/visit'

/** Numbers beside the curves change at most this often; React has better things to do than every step. */
const FIGURES_INTERVAL_MS = 100

type Told<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { type: Type }>

export interface TrainingControlOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly series: StepSeries
  readonly get: () => AppState
  readonly set: (change: Pick<AppState, 'training'> | Pick<AppState, 'profile'>) => void
  /** Waits for data that are on their way, and gets MNIST where there are none, unless nobody wants them any more. */
  readonly prepareData: (isWanted: () => boolean) => Promise<void>
}

/** The page's side of a training run: begins and ends it, and shows what the worker tells of it. */
export class TrainingControl {
  /** The last run that was asked for, until the worker has begun it. */
  private starting: { isCancelled: boolean; readonly over: Promise<void> } | null = null
  private readonly clock = new RunClock()
  private figures: Partial<TrainingStatus> = {}
  private lastShown = -Infinity
  private figuresTimer: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly options: TrainingControlOptions) {}

  /** @param from  which weights a new run begins with; those that the panel is set to, by default */
  async start(from: TrainingStart = this.options.get().training.start): Promise<void> {
    const { get, series } = this.options
    const { training } = get()
    const { state } = training
    // A model that is being brought up has its own settings, and comes first.
    if (isUnderWay(state) || get().pickedPreset !== null) return
    const isGoingOn = isCutOff(training)
    if (!isGoingOn) {
      series.clear()
      this.clock.reset()
    }
    this.show({ ...(isGoingOn ? training : { ...idleTraining(training), runId: newId() }), state: 'starting' })
    const before = this.starting?.over
    const start = { isCancelled: false, over: Promise.resolve() }
    const begun = this.begin(start, before, isGoingOn ? training : null, from)
    start.over = begun.catch(() => {})
    this.starting = start
    await begun
  }

  /**
   * @param start   may be cancelled on the way: then nothing is trained, and data that are on their way come all the same
   * @param before  a start that was cancelled and is not over yet
   * @param cutOff  the run that is to go on; null for a new one
   * @param from    which weights a new one begins with
   */
  private async begin(
    start: { readonly isCancelled: boolean },
    before: Promise<void> | undefined,
    cutOff: TrainingStatus | null,
    from: TrainingStart,
  ): Promise<void> {
    const { client, prepareData } = this.options
    try {
      await before
      await prepareData(() => !start.isCancelled)
      if (start.isCancelled) return
      const settings = this.fittingSettings()
      if (cutOff === null) this.show({ planned: settings.schedule, settings })
      const run = await client.request('train', { settings, start: cutOff === null ? from : 'resume', startPaused: false })
      if (start.isCancelled) await client.request('stop', null)
      else this.show(run)
    } catch (error) {
      if (start.isCancelled) return
      this.show({ state: cutOff?.state ?? 'idle' })
      throw error
    }
  }

  /** Those of the panel; layers of another network are not frozen in this one. */
  private fittingSettings(): TrainingStatus['settings'] {
    const { training, model } = this.options.get()
    const { settings } = training
    if (model === null || settings.frozen.length === 0) return settings
    return { ...settings, frozen: frozenIn(describeModel(model.spec), settings.frozen) }
  }

  async stop(): Promise<void> {
    const { training } = this.options.get()
    // What was kept of it is the model of the page.
    if (isCutOff(training)) return this.show({ state: 'stopped', keptStep: null })
    if (training.state !== 'starting') {
      await this.options.client.request('stop', null)
      return
    }
    if (this.starting !== null) this.starting.isCancelled = true
    // A run that was to go on is cut off still.
    this.show({ state: training.keptStep === null ? 'idle' : 'failed' })
  }

  async setLearningRate(learningRate: number): Promise<void> {
    const { client, get } = this.options
    const { settings, state } = get().training
    this.show({ settings: { ...settings, schedule: { ...settings.schedule, learningRate } } })
    if (state !== 'running' && state !== 'paused') return
    await client.request('setLearningRate', { learningRate })
  }

  async goOnAt(learningRate: number): Promise<void> {
    await this.setLearningRate(learningRate)
    await this.options.client.request('resume', null)
  }

  async step(): Promise<void> {
    await this.options.client.request('step', null)
    this.showFigures()
  }

  /** What fails is told where it was asked for, not as a notice. */
  async profile(): Promise<void> {
    const { client, get, set } = this.options
    if (get().profile.state === 'measuring') return
    set({ profile: { state: 'measuring' } })
    try {
      set({ profile: { state: 'measured', profile: await client.request('profile', { settings: get().training.settings }) } })
    } catch (error) {
      set({ profile: { state: 'failed', error: toErrorData(error) } })
    }
  }

  /** Empties the panel of what belongs to the model before. */
  clear(next: Pick<TrainingStatus, 'settings' | 'start'>): void {
    this.options.series.clear()
    this.clock.reset()
    this.dropFigures()
    this.show(idleTraining(next))
  }

  /** Shows a run that an earlier visit has left. */
  reopen(run: VisitedRun): void {
    const { series, get } = this.options
    series.restore(run.series)
    this.clock.reset(run.series.seconds.at(-1))
    this.dropFigures()
    const { id: runId, state, settings, start, planned, step, totalSteps, stepsPerEpoch, keptStep, epochs } = run
    this.show({
      ...idleTraining({ ...get().training, settings, start }),
      runId,
      state: state === 'cutOff' ? 'failed' : state,
      step,
      totalSteps,
      stepsPerEpoch,
      keptStep,
      epochs,
      planned: { ...planned.schedule, changes: [] },
      rateChanges: planned.schedule.changes,
      loss: run.series.smoothLoss.at(-1) ?? null,
      accuracy: run.series.smoothAccuracy.at(-1) ?? null,
    })
  }

  /** The worker died; a run that was under way has ended. */
  fail(): void {
    this.clock.rest()
    this.dropFigures()
    if (isUnderWay(this.options.get().training.state)) this.show({ state: 'failed', trouble: null, evaluating: null, secondsLeft: null })
  }

  noteCheckpoint(step: number | null): void {
    if (step !== null) this.show({ keptStep: step })
  }

  noteTurned({ changes }: Told<'turned'>): void {
    const { planned, settings } = this.options.get().training
    // Before its first step a run is not turned, but planned otherwise.
    const isReplanned = planned !== null && changes.length === 0
    this.show({ rateChanges: changes, ...(isReplanned && { planned: { ...planned, learningRate: settings.schedule.learningRate } }) })
  }

  noteSuspended({ step, from, learningRate, suggested }: Told<'suspended'>): void {
    this.show({ trouble: { step, from, learningRate, suggested } })
  }

  noteEnded({ epochs, isEarly, restoredEpoch }: Told<'ended'>): void {
    this.show({ ending: { epochs, isEarly, restoredEpoch } })
  }

  noteState(state: TrainingState): void {
    if (state === 'running') this.clock.go()
    else this.clock.rest()
    this.showFigures()
    this.show({ state, trouble: null, ...(isOver(state) && { evaluating: null, secondsLeft: null }) })
  }

  noteSteps({ report, imagesPerSecond, secondsLeft }: Told<'steps'>): void {
    const { series } = this.options
    series.append(report, this.clock.seconds)
    const { smoothLoss, smoothAccuracy } = series.view()
    this.figures = {
      step: report.firstStep + report.losses.length,
      loss: smoothLoss.at(-1) ?? null,
      accuracy: smoothAccuracy.at(-1) ?? null,
      imagesPerSecond,
      secondsLeft,
    }
    // A hidden tab's timers ring once a minute; messages come all the same.
    if (performance.now() - this.lastShown >= FIGURES_INTERVAL_MS) this.showFigures()
    else this.figuresTimer ??= setTimeout(() => this.showFigures(), FIGURES_INTERVAL_MS)
  }

  noteEvaluating({ evaluated, total }: Told<'evaluating'>): void {
    this.show({ evaluating: { evaluated, total } })
  }

  noteEpoch(event: Told<'epoch'>): void {
    const { type: _, trainingSeconds: __, ...result } = event
    // A run that goes on from an earlier state comes to its epochs again.
    const before = this.options.get().training.epochs.filter(({ epoch }) => epoch < event.epoch)
    const epochs = [...before, result]
    this.showFigures()
    this.show({ evaluating: null, epochs })
  }

  private showFigures(): void {
    this.lastShown = performance.now()
    const { figures } = this
    this.dropFigures()
    if (figures.step !== undefined) this.show(figures)
  }

  private dropFigures(): void {
    if (this.figuresTimer !== null) clearTimeout(this.figuresTimer)
    this.figuresTimer = null
    this.figures = {}
  }

  private show(change: Partial<TrainingStatus>): void {
    this.options.set({ training: { ...this.options.get().training, ...change } })
  }
}
