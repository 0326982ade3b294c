import type { Action } from '../core/error-details'
import { DivergedError, StateError } from '../core/errors'
import type { LabelledImages } from '../core/images'
import { serialQueue } from '../core/serial-queue'
import { TimeShare } from '../core/time-share'
import { yieldToEvents } from '../core/yield-to-events'
import { ProfileUnavailableError } from '../nn'
import type { Model, Profile, RunPosition, StepReport, TrainingRun, TrainingState } from '../nn/engine'
import { encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { chooseFrom, trainWithEvaluation, type LoopEvent, type LoopOutcome } from '../train/loop'
import { distances } from '../train/probe'
import type { EarlyStopping } from '../nn/spec/early-stopping'
import type { RunSettings } from '../nn/spec/training'
import { stepsDoneIn, type ActiveRun } from './active-run'
import { isEngineFault } from './engine-faults'
import { toErrorData } from './error-data'
import { describeCheckpoint, type ModelStore } from './model-store'
import type { Past } from './past'
import { Pulse } from './pulse'
import type { PlannedRun } from './planned-run'
import type { WorkerEvent } from './protocol'
import { RunProgress } from './run-progress'
import { suspend, turnedFrom, withRate, type SuspendedRun } from './suspended-run'

/** Within an epoch the page is told so often what was learnt, in case the worker dies. */
const KEEP_MS = 15_000

/** Of the time that measuring single steps may take of a run. */
const MEASURED_SHARE = 0.02

/** Runs one training at a time on the model of the page. */
export class TrainingSession {
  private active: ActiveRun | null = null
  private suspended: SuspendedRun | null = null
  private ended: Promise<void> = Promise.resolve()
  private lastKept = 0
  private readonly reading: Pulse
  private readonly measuring: TimeShare

  constructor(
    private readonly models: ModelStore,
    private readonly past: Past,
    private readonly emit: (event: WorkerEvent, transfer?: Transferable[]) => void,
    private readonly now: () => number,
  ) {
    this.reading = new Pulse(now)
    this.measuring = new TimeShare(MEASURED_SHARE, now)
  }

  get isActive(): boolean {
    return this.active !== null || this.suspended !== null
  }

  /** The run has lost its way: `goOn` lets it go on from where it was good. */
  get isSuspended(): boolean {
    return this.suspended !== null
  }

  /** Settles when no run is left; the model is in its final state then. */
  get over(): Promise<void> {
    return this.ended
  }

  /** @throws StateError when there is no run that takes steps */
  current(action: Action): TrainingRun {
    return this.requireActive(action).run
  }

  /** Ends the run, and waits for its end. @throws StateError when there is none */
  async stop(action: Action): Promise<void> {
    if (this.suspended === null) {
      await this.current(action).stop()
      await this.over
    }
    // Also where it lost its way on its last steps. Its weights are the good ones already.
    if (this.suspended !== null) {
      this.suspended = null
      this.emit({ type: 'trainingState', state: 'stopped' })
    }
  }

  /**
   * Turns the learning rate from the next step on. What was learnt before is kept first: if the loss explodes, the run goes back to it.
   *
   * @throws StateError when there is no run
   */
  async setLearningRate(learningRate: number): Promise<void> {
    if (this.suspended !== null) {
      this.suspended = { ...this.suspended, planned: withRate(this.suspended.planned, learningRate) }
      return
    }
    const { run, keep } = this.requireActive('setLearningRate')
    await keep()
    // Meanwhile it may have lost its way, or ended.
    if (this.suspended !== null) return this.setLearningRate(learningRate)
    if (this.active?.run !== run) return
    run.setLearningRate(learningRate)
    this.emit({ type: 'turned', changes: run.schedule.changes })
  }

  /** Has a run that was suspended ready to go on, paused where it was good. @throws StateError when none is */
  async goOn(): Promise<void> {
    if (this.suspended === null) throw new StateError({ action: 'resume', obstacle: { kind: 'notTraining' } })
    const { planned } = this.suspended
    const fallback = this.models.checkpoint
    await this.models.setParameters(planned.from.parameters)
    try {
      await this.start({ ...planned, startPaused: true }, fallback)
    } catch (error) {
      // A run that cannot begin leaves the model that was there, and waits on.
      await this.models.setParameters(fallback.parameters)
      throw error
    }
  }

  /** The model as it is now, between two steps of the run if there is one. */
  async checkpoint(): Promise<Checkpoint> {
    if (this.active === null) return this.models.checkpoint
    const { model, progress } = this.active
    const state = progress.current
    return { ...state, parameters: await model.parameters() }
  }

  /**
   * Starts a run and tells of it by events until it is over.
   *
   * @param fallback the model to go back to when the run fails before its first epoch ends
   */
  async start(planned: PlannedRun, fallback: Checkpoint): Promise<{ totalSteps: number; stepsPerEpoch: number }> {
    const { dataset, resume } = planned
    const { train, test } = await chooseFrom(dataset, planned.settings.validation)
    const settings = resume === null ? planned.settings : turnedFrom(planned.settings, resume, train.labels.length)
    const model = await this.models.live()
    const progress = new RunProgress({ ...planned, settings }, fallback)
    const inTurn = serialQueue()
    // One that has not begun yet keeps what was learnt until then: no second one waits behind it.
    let waiting: Promise<void> | null = null
    const keep = (): Promise<void> =>
      (waiting ??= inTurn(() => {
        waiting = null
        return this.keepMoving(model, progress)
      }))
    let isLooking = false
    const keepMoment = async (): Promise<void> => {
      isLooking = true
      await inTurn(() => this.keepMoment(model, progress, () => waiting !== null))
      isLooking = false
    }
    this.lastKept = this.now()
    const { run, outcome, isSteady } = await trainWithEvaluation({
      model,
      train,
      test,
      settings,
      startPaused: planned.startPaused,
      now: this.now,
      ...(resume && { resumeFrom: resume }),
      best: planned.best?.soFar ?? null,
      onEvent: (event) => {
        this.forward(event, progress)
        if (this.isWorthKeeping(event)) void keep()
        else if (!isLooking && event.type === 'steps' && this.past.isDue(stepsDone(event.report))) void keepMoment()
      },
      onSnapshot: (snapshot) => {
        this.keep(progress.finishEpoch(snapshot), snapshot.figures.epoch)
        this.past.note((snapshot.figures.epoch + 1) * run.stepsPerEpoch, snapshot.parameters)
      },
    })
    this.active = { run, model, planned: { ...planned, settings }, progress, settings, set: train, keep, isSteady }
    this.suspended = null
    this.reading.reset()
    this.past.begin(planned, run.stepsPerEpoch)
    this.ended = this.conclude(model, outcome, progress)
    this.emit({ type: 'trainingState', state: run.state })
    this.emit({ type: 'turned', changes: settings.schedule.changes })
    this.pulse(planned.from)
    return { totalSteps: run.totalSteps, stepsPerEpoch: run.stepsPerEpoch }
  }

  /**
   * Where the GPU's time goes in a step of the run that goes on, or of one that would begin with these settings.
   *
   * @throws ProfileUnavailableError
   */
  async profile(settings: RunSettings, set: LabelledImages): Promise<Profile> {
    const model = this.active?.model ?? (await this.models.live())
    const measured = this.active ?? { settings, set }
    if (model.profile === undefined) throw new ProfileUnavailableError({ reason: 'noGpu' })
    return model.profile(measured.set, measured.settings)
  }

  /** Hears how long the page's last reading took. */
  noteRead(milliseconds: number): void {
    this.reading.noteRead(milliseconds)
  }

  private forward(event: LoopEvent, progress: RunProgress): void {
    this.emit(event)
    if (event.type !== 'steps') return
    progress.move()
    if (this.reading.isDue) this.pulse(progress.moving)
  }

  private pulse(state: Checkpoint): void {
    this.reading.noteTold()
    this.emit({ type: 'model', model: describeCheckpoint(state) })
  }

  private keep(checkpoint: Checkpoint, epoch: number): void {
    this.models.remember(checkpoint)
    this.tellCheckpoint(checkpoint, epoch)
    this.pulse(checkpoint)
  }

  private tellCheckpoint(checkpoint: Checkpoint, epoch: number | null): void {
    this.lastKept = this.now()
    const bytes = encodeCheckpoint(checkpoint)
    this.emit({ type: 'checkpoint', epoch, step: this.active && stepsDoneIn(this.active, checkpoint), bytes }, [bytes.buffer])
  }

  /** The run rests, did a single step, or has gone on for long since the page was last told. */
  private isWorthKeeping(event: LoopEvent): boolean {
    if (event.type === 'trainingState') return event.state === 'paused'
    if (event.type !== 'steps' || this.active === null) return false
    // While the loss is on its way up nothing is kept; as soon as it is not, what is due is.
    return this.active.run.state === 'paused' || (this.now() - this.lastKept >= KEEP_MS && this.active.isSteady())
  }

  /** Keeps what was learnt within an epoch, and tells the page. */
  private async keepMoving(model: Model, progress: RunProgress): Promise<void> {
    const { active } = this
    if (active?.progress !== progress || !progress.hasMoved || progress.isOver) return
    this.lastKept = this.now()
    try {
      const { run } = active
      const { position, tally, schedule, parameters, optimizer } = await run.whileAtRest(async () => ({
        position: run.position,
        tally: run.tally,
        schedule: run.schedule,
        parameters: await model.parameters(),
        optimizer: await model.optimizerState(),
      }))
      // What ended an epoch, or the run, has told of newer weights.
      if (!progress.hasMoved || progress.isOver || optimizer === null || position.step === 0) return
      // The run will find out by itself that it has lost its way.
      if (!active.isSteady() || ![...parameters.values()].every(({ data }) => data.every(Number.isFinite))) return
      this.past.note(position.epoch * run.stepsPerEpoch + position.step, parameters)
      const checkpoint = progress.keepWithin({ position, tally, schedule, parameters, optimizer })
      // What a lost device leaves behind.
      this.models.remember(checkpoint)
      this.tellCheckpoint(checkpoint, null)
    } catch {
      // The device is lost: the run ends, and that is told.
    }
  }

  /**
   * Keeps weights for those who look back, where nobody has kept them since it was due.
   *
   * @param isUrgent  the run is to be kept next: how far a step moves is not measured before that
   */
  private async keepMoment(model: Model, progress: RunProgress, isUrgent: () => boolean): Promise<void> {
    const { active, past } = this
    if (active?.progress !== progress || progress.isOver) return
    const { run } = active
    const done = ({ epoch, step }: RunPosition): number => epoch * run.stepsPerEpoch + step
    if (!past.isDue(done(run.position))) return
    try {
      const look = async () => {
        const begin = this.now()
        const parameters = await model.parameters()
        return { step: done(run.position), parameters, took: this.now() - begin }
      }
      const { step, parameters } = await run.whileAtRest(look)
      if (progress.isOver) return
      past.note(step, parameters)
      if (this.measuring.wait > 0 || isUrgent()) return
      // Meanwhile the run begins its next step, after which it rests once more.
      await yieldToEvents()
      const after = await run.whileAtRest(look)
      const begin = this.now()
      if (!progress.isOver && after.step === step + 1) past.noteMoved(step, distances(parameters, after.parameters))
      this.measuring.note(after.took + this.now() - begin)
    } catch {
      // The device is lost: the run ends, and that is told.
    }
  }

  private async conclude(model: Model, outcome: Promise<LoopOutcome>, progress: RunProgress): Promise<void> {
    // A lost device may leave the run waiting for ever; the model store hears of the loss in any case.
    let leave = () => {}
    const lost = new Promise<LoopOutcome>((resolve) => {
      leave = this.models.onLoss((error) => resolve({ state: 'failed', error, isModelIntact: false }))
    })
    const end = await Promise.race([outcome, lost])
    leave()
    const state = await this.settle(model, end, progress)
    const suspended = end.state === 'failed' && end.error instanceof DivergedError ? this.suspendActive() : null
    this.active = null
    this.suspended = suspended
    this.emit({ type: 'trainingState', state: suspended === null ? state : 'paused' })
    if (suspended !== null && end.state === 'failed' && end.error instanceof DivergedError) {
      const { from, learningRate, suggested } = suspended
      this.emit({ type: 'suspended', step: end.error.detail.step + 1, from, learningRate, suggested })
    }
    if (end.state === 'failed') this.emit({ type: 'error', error: toErrorData(end.error) })
  }

  /** Leaves the weights that the settings ask for, and tells of it. */
  private async endJudged({ run, planned, progress }: ActiveRun, { restoreBestWeights }: EarlyStopping): Promise<void> {
    const { current, best } = progress
    const { epoch } = run.position
    const isOther = restoreBestWeights && best !== null && best.soFar.epoch !== epoch - 1
    if (isOther) await this.models.install(best.checkpoint)
    else this.models.remember(current)
    const restoredEpoch = isOther ? best.soFar.epoch : null
    this.emit({ type: 'ended', epochs: epoch, isEarly: epoch < planned.settings.epochs, restoredEpoch })
  }

  private suspendActive(): SuspendedRun | null {
    if (this.active === null) return null
    const { run, planned, progress } = this.active
    return suspend(planned, progress, run.schedule, run.stepsPerEpoch)
  }

  private requireActive(action: Action): ActiveRun {
    if (this.active === null) throw new StateError({ action, obstacle: { kind: 'notTraining' } })
    return this.active
  }

  /** Brings model and store to agree on what the run left behind. */
  private async settle(model: Model, end: LoopOutcome, progress: RunProgress): Promise<TrainingState> {
    progress.isOver = true
    try {
      if (end.state === 'failed') {
        if (end.isModelIntact && !isEngineFault(end.error)) await this.models.install(progress.good)
        else await this.models.replace(model, end.error instanceof Error ? end.error : new Error(String(end.error)))
      } else if (end.state === 'finished' && this.active?.settings.earlyStopping) {
        await this.endJudged(this.active, this.active.settings.earlyStopping)
      } else {
        const { current } = progress
        this.models.remember(progress.hasMoved ? { ...current, parameters: await model.parameters() } : current)
      }
      const { checkpoint } = this.models
      // The end of an epoch was told when it came.
      if (end.state === 'failed' || checkpoint !== progress.lastEpoch) this.tellCheckpoint(checkpoint, null)
      this.pulse(checkpoint)
    } catch (error) {
      this.emit({ type: 'error', error: toErrorData(error) })
    }
    return end.state
  }
}

/** Steps of a run that are done when its last one of a report is. */
function stepsDone({ firstStep, losses }: StepReport): number {
  return firstStep + losses.length
}
