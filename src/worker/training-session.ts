import type { Action } from '../core/error-details'
import { StateError } from '../core/errors'
import type { DataSet, LabelledImages } from '../core/images'
import { latestWins } from '../core/latest-wins'
import { ProfileUnavailableError } from '../nn'
import type { Model, Profile, TrainingRun, TrainingState } from '../nn/engine'
import { encodeCheckpoint, trainedAlsoOn, type Checkpoint, type ResumableRun } from '../train/checkpoint'
import { chooseSets, trainWithEvaluation, type EpochSnapshot, type LoopEvent, type LoopOutcome } from '../train/loop'
import type { RunSettings } from '../nn/spec/training'
import { isEngineFault } from './engine-faults'
import { toErrorData } from './error-data'
import { describeCheckpoint, type ModelStore } from './model-store'
import type { WorkerEvent } from './protocol'

/** How often the page is asked to read its drawing again: about five times a second, and never more than a fifth of the time. */
const PULSE = { shortestMs: 200, longestMs: 3000, readShare: 0.2 } as const

/** Within an epoch the page is told so often what was learnt, in case the worker dies. */
const KEEP_MS = 15_000

/** A run that was asked for, with what it starts from. */
export interface PlannedRun {
  readonly settings: RunSettings
  readonly startPaused: boolean
  /** The model that the run starts from; its parameters are on the engine already. */
  readonly from: Checkpoint
  readonly dataset: DataSet
  readonly resume: ResumableRun | null
}

/** A run that is not over. */
interface Active {
  readonly run: TrainingRun
  readonly model: Model
  readonly progress: Progress
  readonly settings: RunSettings
  /** What it learns from. */
  readonly set: LabelledImages
}

/** Runs one training at a time on the model of the page. */
export class TrainingSession {
  private active: Active | null = null
  private ended: Promise<void> = Promise.resolve()
  private lastPulse = 0
  private lastKept = 0
  private pulseInterval: number = PULSE.shortestMs

  constructor(
    private readonly models: ModelStore,
    private readonly emit: (event: WorkerEvent, transfer?: Transferable[]) => void,
    private readonly now: () => number,
  ) {}

  get isActive(): boolean {
    return this.active !== null
  }

  /** Settles when no run is left; the model is in its final state then. */
  get over(): Promise<void> {
    return this.ended
  }

  /** @throws StateError when there is no run */
  current(action: Action): TrainingRun {
    if (this.active === null) throw new StateError({ action, obstacle: { kind: 'notTraining' } })
    return this.active.run
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
    const { settings, dataset, resume } = planned
    const { train, test } = chooseSets(dataset, settings.validation)
    const model = await this.models.live()
    const progress = new Progress(planned, fallback)
    const keeps = latestWins<void, void>(() => this.keepMoving(model, progress))
    this.lastKept = this.now()
    const { run, outcome } = await trainWithEvaluation({
      model,
      train,
      test,
      settings,
      startPaused: planned.startPaused,
      now: this.now,
      ...(resume && { resumeFrom: { epoch: resume.epoch, optimizer: resume.optimizer } }),
      onEvent: (event) => {
        this.forward(event, progress)
        if (this.isWorthKeeping(event)) void keeps.request()
      },
      onSnapshot: (snapshot) => this.keep(progress.finishEpoch(snapshot), snapshot.figures.epoch),
    })
    this.active = { run, model, progress, settings, set: train }
    this.pulseInterval = PULSE.shortestMs
    this.ended = this.conclude(model, outcome, progress)
    this.emit({ type: 'trainingState', state: run.state })
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

  /** Hears how long the page's last reading took, so that readings never starve the training. */
  noteRead(milliseconds: number): void {
    this.pulseInterval = Math.min(PULSE.longestMs, Math.max(PULSE.shortestMs, milliseconds / PULSE.readShare))
  }

  private forward(event: LoopEvent, progress: Progress): void {
    this.emit(event)
    if (event.type !== 'steps') return
    progress.move()
    if (this.now() - this.lastPulse >= this.pulseInterval) this.pulse(progress.moving)
  }

  private pulse(state: Checkpoint): void {
    this.lastPulse = this.now()
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
    this.emit({ type: 'checkpoint', epoch, bytes }, [bytes.buffer])
  }

  /** The run rests, did a single step, or has gone on for long since the page was last told. */
  private isWorthKeeping(event: LoopEvent): boolean {
    if (event.type === 'trainingState') return event.state === 'paused'
    return event.type === 'steps' && (this.active?.run.state === 'paused' || this.now() - this.lastKept >= KEEP_MS)
  }

  /** Keeps what was learnt within an epoch, and tells the page. */
  private async keepMoving(model: Model, progress: Progress): Promise<void> {
    if (!progress.hasMoved || progress.isOver) return
    this.lastKept = this.now()
    try {
      const parameters = await model.parameters()
      // What ended an epoch, or the run, has told of newer weights.
      if (!progress.hasMoved || progress.isOver) return
      // The run will find out by itself that it has lost its way.
      if (![...parameters.values()].every(({ data }) => data.every(Number.isFinite))) return
      const checkpoint = { ...progress.moving, parameters }
      // What a lost device leaves behind.
      this.models.remember(checkpoint)
      this.tellCheckpoint(checkpoint, null)
    } catch {
      // The device is lost: the run ends, and that is told.
    }
  }

  private async conclude(model: Model, outcome: Promise<LoopOutcome>, progress: Progress): Promise<void> {
    // A lost device may leave the run waiting for ever; the model store hears of the loss in any case.
    let leave = () => {}
    const lost = new Promise<LoopOutcome>((resolve) => {
      leave = this.models.onLoss((error) => resolve({ state: 'failed', error, isModelIntact: false }))
    })
    const end = await Promise.race([outcome, lost])
    leave()
    const state = await this.settle(model, end, progress)
    this.active = null
    this.emit({ type: 'trainingState', state })
    if (end.state === 'failed') this.emit({ type: 'error', error: toErrorData(end.error) })
  }

  /** Brings model and store to agree on what the run left behind. */
  private async settle(model: Model, end: LoopOutcome, progress: Progress): Promise<TrainingState> {
    progress.isOver = true
    try {
      if (end.state === 'failed') {
        if (end.isModelIntact && !isEngineFault(end.error)) await this.models.install(progress.good)
        else await this.models.replace(model, end.error instanceof Error ? end.error : new Error(String(end.error)))
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

/** Which identity the model has while its run goes on. */
class Progress {
  /** The state that the model goes back to when the run fails. */
  good: Checkpoint
  /** Steps were done since `rest`. */
  hasMoved = false
  /** The run does no more steps. */
  isOver = false
  /** The model after the last epoch of this run that ended; null before the first. */
  lastEpoch: Checkpoint | null = null
  /** The model as it was when the run began, or after its last epoch. */
  private rest: Checkpoint
  private epochs: number
  private readonly epochsBefore: number

  constructor(
    private readonly planned: PlannedRun,
    fallback: Checkpoint,
  ) {
    this.good = fallback
    this.rest = planned.from
    this.epochs = planned.from.epochs
    this.epochsBefore = planned.from.epochs - (planned.resume?.epoch ?? 0)
  }

  /** The model between two epochs: not yet measured. Its parameters are those of the engine, not these. */
  get moving(): Checkpoint {
    const { dataset } = this.planned
    // What was found out about other weights does not hold for these.
    const { calibration: _, ...from } = this.planned.from
    const trainedOn = trainedAlsoOn(from.trainedOn, dataset.train.name)
    return { ...from, epochs: this.epochs, trainedOn, testAccuracy: null, testedOn: null, run: null }
  }

  /** Identity of what is on the engine now. */
  get current(): Checkpoint {
    return this.hasMoved ? this.moving : this.rest
  }

  move(): void {
    this.hasMoved = true
  }

  finishEpoch({ figures, parameters, optimizer }: EpochSnapshot): Checkpoint {
    const { settings } = this.planned
    const epoch = figures.epoch + 1
    const isValidation = settings.validation > 0
    this.epochs = this.epochsBefore + epoch
    this.hasMoved = false
    this.good = {
      ...this.moving,
      parameters,
      testAccuracy: isValidation ? null : figures.testAccuracy,
      testedOn: isValidation ? null : figures.evaluatedOn,
      run: { settings, epoch, optimizer, validationAccuracy: isValidation ? figures.testAccuracy : null },
    }
    this.rest = this.good
    this.lastEpoch = this.good
    return this.good
  }
}
