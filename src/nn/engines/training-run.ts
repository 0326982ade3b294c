import { DivergedError, SpecError, StateError } from '../../core/errors'
import { ceilDiv } from '../../core/tensor'
import { yieldToEvents } from '../../core/yield-to-events'
import type { EpochTally, RunControl, RunPosition, StepReport, TrainingEvent, TrainingRun, TrainingState } from '../fit'
import { learningRates, withPeakFrom, type LearningRateSchedule } from '../spec/schedules'
import type { RunSettings } from '../spec/training'

/** One training step as the driver gets it. */
export interface TrainingStep {
  /** 0-based over the whole run. */
  readonly index: number
  readonly epoch: number
  /** First place of the batch in the epoch's order of examples. */
  readonly start: number
  /** Size of the batch; the last one of an epoch may be smaller. */
  readonly examples: number
  readonly learningRate: number
}

/**
 * What an engine does for a training run; the run decides when.
 *
 * A run that is to stop waits for the step that has begun: what a driver waits for outside of its own code has a limit of the driver's own.
 */
export interface StepDriver {
  /** Begins one step; resolves as soon as the next may begin (the driver bounds what is in flight). Rejects when it cannot compute any more. */
  submit(step: TrainingStep): Promise<void>
  /** Waits until every step begun is finished and reported. */
  drain(): Promise<void>
  /** Asked after each step: whether the next may begin before events have had their turn. Default: it may not. */
  goesOn?(): boolean
  /** Where finished steps are told, in order and each exactly once; set by the run before the first step. */
  onReport: (report: StepReport) => void
}

/**
 * Starts a run over `exampleCount` examples: the state machine that both engines share.
 *
 * The driver computes; the run says which step is next, waits where it must, counts, and tells its listeners.
 * @throws SpecError for settings that make no run
 */
export function startTrainingRun(
  driver: StepDriver,
  exampleCount: number,
  settings: RunLength & Pick<RunSettings, 'schedule'>,
  control: RunControl,
): TrainingRun {
  requireRun(exampleCount, settings, control)
  return new Run(driver, exampleCount, settings, control)
}

type RunLength = Pick<RunSettings, 'epochs' | 'batchSize'>

/** What `startTrainingRun` checks, for an engine that must know before it prepares anything. @throws SpecError */
export function requireRun(exampleCount: number, { epochs, batchSize }: RunLength, { resumeFrom }: RunControl): void {
  requireWhole('exampleCount', exampleCount, 1)
  requireWhole('epochs', epochs, 1)
  requireWhole('batchSize', batchSize, 1)
  requireWhole('resumeFrom.epoch', resumeFrom?.epoch ?? 0, 0, epochs)
  requireWhole('resumeFrom.step', resumeFrom?.step ?? 0, 0, ceilDiv(exampleCount, batchSize) - 1)
}

function requireWhole(field: string, value: number, min: number, max = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return
  const allowed = { kind: 'integer', min, max: max === Number.MAX_SAFE_INTEGER ? null : max } as const
  throw new SpecError({ where: { kind: 'training' }, field, value, allowed })
}

/** Whether a run is not over. */
export function isActive(run: TrainingRun | null): boolean {
  return run?.state === 'running' || run?.state === 'paused'
}

/** One run at a time. @throws StateError */
export function requireNoRun(run: TrainingRun | null): void {
  if (isActive(run)) throw new StateError({ action: 'train', obstacle: { kind: 'training' } })
}

class Run implements TrainingRun {
  readonly stepsPerEpoch: number
  readonly totalSteps: number
  readonly done: Promise<void>

  private rateOf: (step: number) => number
  private planned: LearningRateSchedule
  private reached: RunPosition
  private current: TrainingState
  /** What the caller asked for last; the loop follows at the next boundary between steps. */
  private wish: 'run' | 'pause' | 'stop'
  private failure: Error | null = null
  /** No step is in flight and none will begin before the loop passes `mayBegin` again. */
  private atRest = true
  /** Calls of `pause()` that wait for the steps in flight. */
  private pauses: (() => void)[] = []
  /** Calls of `step()` whose step has not begun. */
  private singleSteps: { resolve(): void; reject(reason: Error): void }[] = []
  /** Works that wait for the steps in flight. */
  private visits: (() => void)[] = []
  /** Works for which no step may begin. */
  private readonly guests = new Set<Promise<unknown>>()
  private isFinishing = false
  /** Wakes the loop where it waits while paused. */
  private wake: () => void = () => {}
  private listeners = new Set<(event: TrainingEvent) => void>()
  /** Of the epoch whose end is told next. */
  private sums: EpochTally | null

  constructor(
    private readonly driver: StepDriver,
    private readonly exampleCount: number,
    private readonly settings: RunLength & Pick<RunSettings, 'schedule'>,
    private readonly control: RunControl,
  ) {
    this.stepsPerEpoch = ceilDiv(exampleCount, settings.batchSize)
    this.totalSteps = this.stepsPerEpoch * settings.epochs
    this.planned = settings.schedule
    this.rateOf = learningRates(settings.schedule, this.totalSteps)
    this.reached = { epoch: control.resumeFrom?.epoch ?? 0, step: control.resumeFrom?.step ?? 0 }
    this.sums = this.reached.step === 0 ? NO_STEPS : (control.resumeFrom?.tally ?? null)
    this.current = control.startPaused ? 'paused' : 'running'
    this.wish = control.startPaused ? 'pause' : 'run'
    driver.onReport = (report) => this.receive(report)
    this.done = this.work()
    // Callers that want the outcome await `done`; a run that nobody awaits must not end the process.
    this.done.catch(() => {})
  }

  get state(): TrainingState {
    return this.current
  }

  get schedule(): LearningRateSchedule {
    return this.planned
  }

  get position(): RunPosition {
    return this.reached
  }

  get tally(): EpochTally | null {
    return this.reached.step === 0 ? NO_STEPS : this.sums
  }

  setLearningRate(learningRate: number): void {
    if (!Number.isFinite(learningRate) || learningRate < 0) {
      const allowed = { kind: 'number', min: 0, below: null } as const
      throw new SpecError({ where: { kind: 'training' }, field: 'learningRate', value: learningRate, allowed })
    }
    const { epoch, step } = this.reached
    this.planned = withPeakFrom(this.planned, epoch * this.stepsPerEpoch + step, learningRate)
    this.rateOf = learningRates(this.planned, this.totalSteps)
  }

  finishEarly(): void {
    this.isFinishing = true
  }

  whileAtRest<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const visit = (): void => {
        const guest = work().then(resolve, reject)
        this.guests.add(guest)
        void guest.finally(() => this.guests.delete(guest))
      }
      if (this.atRest) visit()
      else this.visits.push(visit)
    })
  }

  /** Resolves also when the run ends instead, however it ends: `state` and `done` tell. */
  pause(): Promise<void> {
    if (this.isOver) return Promise.resolve()
    if (this.wish === 'run') this.wish = 'pause'
    if (this.atRest) {
      this.settlePauses()
      return Promise.resolve()
    }
    return new Promise((resolve) => this.pauses.push(resolve))
  }

  resume(): void {
    if (this.isOver || this.wish === 'stop') return
    this.wish = 'run'
    if (this.atRest) this.setState('running')
    this.wake()
  }

  step(): Promise<void> {
    if (this.current !== 'paused' || this.wish === 'stop') {
      return Promise.reject(new StateError({ action: 'step', obstacle: { kind: 'notPaused', state: this.current } }))
    }
    return new Promise((resolve, reject) => {
      this.singleSteps.push({ resolve, reject })
      this.wake()
    })
  }

  /** Resolves when the run is over; a failure on the way is told by `done`. */
  stop(): Promise<void> {
    if (!this.isOver) this.wish = 'stop'
    this.wake()
    return this.done.catch(() => {})
  }

  subscribe(listener: (event: TrainingEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private get isOver(): boolean {
    return this.current === 'finished' || this.current === 'stopped' || this.current === 'failed'
  }

  private async work(): Promise<void> {
    try {
      // The caller of fit() subscribes first.
      await yieldToEvents()
      const completed = await this.allEpochs()
      this.end(completed ? 'finished' : 'stopped')
    } catch (cause) {
      // The driver still works when it was not the one to fail; the next run must not meet this one's steps.
      if (this.failure) await this.driver.drain().catch(() => {})
      const error = this.failure ?? asError(cause)
      this.failure = error
      this.end('failed', error)
      throw error
    }
  }

  /** @returns whether the run came to its end, false when it was stopped before */
  private async allEpochs(): Promise<boolean> {
    while (this.reached.epoch < this.settings.epochs && !this.isFinishing) {
      const { epoch } = this.reached
      while (this.reached.epoch === epoch) {
        if (!(await this.mayBegin())) return false
        await this.oneStep(epoch, this.reached.step)
        // Answers to the page are computed between steps, also when the driver never waits.
        if (this.driver.goesOn?.() !== true) await yieldToEvents()
      }
      await this.comeToRest()
      this.emit({ type: 'epoch', epoch, ...meansOf(this.sums) })
      this.sums = NO_STEPS
      await this.control.onEpochEnd?.(epoch)
      this.throwFailure()
    }
    return true
  }

  /** Waits for leave to begin the next step. @returns false when the run shall stop */
  private async mayBegin(): Promise<boolean> {
    this.throwFailure()
    if (this.wish === 'pause' || this.wish === 'stop' || this.pauses.length > 0 || this.visits.length > 0) await this.comeToRest()
    for (;;) {
      while (this.wish === 'pause' && this.singleSteps.length === 0) {
        await new Promise<void>((resolve) => (this.wake = resolve))
      }
      if (this.guests.size === 0) break
      await Promise.allSettled(this.guests)
    }
    if (this.wish === 'stop') return false
    if (this.wish === 'run') this.setState('running')
    this.atRest = false
    return true
  }

  private async oneStep(epoch: number, stepOfEpoch: number): Promise<void> {
    const single = this.singleSteps.shift()
    const index = epoch * this.stepsPerEpoch + stepOfEpoch
    const start = stepOfEpoch * this.settings.batchSize
    const isLast = stepOfEpoch + 1 === this.stepsPerEpoch
    this.reached = isLast ? { epoch: epoch + 1, step: 0 } : { epoch, step: stepOfEpoch + 1 }
    try {
      await this.driver.submit({
        index,
        epoch,
        start,
        examples: Math.min(this.settings.batchSize, this.exampleCount - start),
        learningRate: this.rateOf(index),
      })
      if (single) await this.comeToRest()
    } catch (cause) {
      single?.reject(this.failure ?? asError(cause))
      throw cause
    }
    single?.resolve()
  }

  /** Waits for the steps in flight, then answers those who asked for a pause. */
  private async comeToRest(): Promise<void> {
    if (!this.atRest) await this.driver.drain()
    this.throwFailure()
    this.atRest = true
    this.settlePauses()
  }

  private settlePauses(): void {
    if (this.wish === 'pause') this.setState('paused')
    for (const answer of this.pauses.splice(0)) answer()
    for (const visit of this.visits.splice(0)) visit()
  }

  private receive(report: StepReport): void {
    if (this.failure || this.isOver) return
    const finite = report.losses.findIndex((loss) => !Number.isFinite(loss))
    const good = finite === -1 ? report.losses.length : finite
    if (this.sums !== null) this.sums = withSteps(this.sums, report, good)
    // Listeners see the steps before the bad one: a curve with NaN in it helps nobody.
    if (good > 0) this.emit({ type: 'steps', report: finite === -1 ? report : firstSteps(report, good) })
    if (finite !== -1) this.failure ??= new DivergedError({ step: report.firstStep + good, loss: report.losses[good]! })
  }

  private end(state: 'finished' | 'stopped' | 'failed', cause?: Error): void {
    this.atRest = true
    this.setState(state)
    const stepAnswer = cause ?? new StateError({ action: 'step', obstacle: { kind: 'notPaused', state } })
    for (const answer of this.pauses.splice(0)) answer()
    for (const visit of this.visits.splice(0)) visit()
    for (const step of this.singleSteps.splice(0)) step.reject(stepAnswer)
  }

  private setState(state: TrainingState): void {
    if (state === this.current) return
    this.current = state
    this.emit({ type: 'state', state })
  }

  /** A listener that throws fails the run instead of the engine's callback it was called from. */
  private emit(event: TrainingEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event)
      } catch (cause) {
        this.failure ??= asError(cause)
      }
    }
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure
  }
}

const NO_STEPS: EpochTally = { loss: 0, correct: 0, examples: 0 }

/** With the first `count` steps of a report. */
function withSteps({ loss, correct, examples }: EpochTally, report: StepReport, count: number): EpochTally {
  for (let step = 0; step < count; step++) {
    loss += report.losses[step]! * report.examples[step]!
    correct += report.correct[step]!
    examples += report.examples[step]!
  }
  return { loss, correct, examples }
}

function meansOf(sums: EpochTally | null): { readonly loss: number; readonly accuracy: number } {
  return sums === null ? { loss: NaN, accuracy: NaN } : { loss: sums.loss / sums.examples, accuracy: sums.correct / sums.examples }
}

function firstSteps(report: StepReport, count: number): StepReport {
  return {
    firstStep: report.firstStep,
    losses: report.losses.slice(0, count),
    correct: report.correct.slice(0, count),
    examples: report.examples.slice(0, count),
  }
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause))
}
