import { StateError } from '../core/errors'
import { loadPart } from '../core/load-part'
import type { PenSequences } from '../core/sequences'
import { serialQueue } from '../core/serial-queue'
import { taskOf } from '../core/task'
import { yieldToEvents } from '../core/yield-to-events'
import type { Engine, StepReport, TrainingRun, WritingModel } from '../nn/engine'
import { settingsOfPlan, specOfPlan, type WriterPlan } from '../nn/spec/writing/writer-plan'
import type { WriterSettings } from '../nn/spec/writing/writer-training'
import { trainedAlsoOn } from '../train/checkpoint'
import { encodeWriter, type WriterCheckpoint } from '../train/writer-checkpoint'
import { toErrorData } from './error-data'
import type { WorkerEvent } from './protocol'
import { buffersOf } from './values/buffers'

/** The page is told of steps at most this often, milliseconds. */
const TELL_MS = 100
/** Drawings that every epoch is measured on. */
const CHOOSING = 200
/** How the digits of every epoch are written. */
const TEMPERATURE = 0.5
const FIRST_SEED = 100

const SET_NAME = 'Built-in digits'

interface Course {
  readonly engine: Engine
  readonly model: WritingModel
  readonly settings: WriterSettings
  readonly before: Pick<WriterCheckpoint, 'name' | 'seed' | 'epochs' | 'trainedOn'>
  readonly choosing: PenSequences
  run: TrainingRun | null
  trainLoss: number | null
  untold: StepReport[]
  began: number
  rested: number
  restsSince: number | null
}

/** A network that learns to write from the built-in generator, on an engine of its own: neither the page's model nor the network that writes knows of it. */
export class WriterTraining {
  private course: Course | null = null
  private toldAt = -Infinity
  /** Of the starts, the one that is wanted; 0 for none. */
  private wanted = 0
  private starts = 0
  private readonly inTurn = serialQueue()

  /** @param createEngine  of the kind that the page computes on */
  constructor(
    private readonly createEngine: () => Promise<Engine>,
    private readonly emit: (event: WorkerEvent, transfer?: Transferable[]) => void,
    private readonly now: () => number,
  ) {}

  /**
   * Begins a run; the one before ends.
   *
   * @param from       what it goes on from; null for fresh weights
   * @param isResumed  it is the run of that file that goes on, with the plan's rate and its number of epochs
   * @throws what an engine throws for a network that it cannot hold; StateError where it was stopped meanwhile, or where the file has no run
   */
  start(plan: WriterPlan, from: WriterCheckpoint | null, isResumed: boolean): Promise<{ totalSteps: number; stepsPerEpoch: number }> {
    const start = ++this.starts
    this.wanted = start
    const isWanted = (): boolean => this.wanted === start
    return this.inTurn(async () => {
      await this.clear()
      const resumed = isResumed ? (from?.run ?? null) : null
      if (isResumed && resumed === null) throw new StateError({ action: 'train', obstacle: { kind: 'noRunToResume' } })
      const settings = settingsOfPlan(plan)
      // The generator of digits comes when somebody wants one taught.
      const { choosingSequences, makeSequences } = await loadPart(() => import('../data/writing/sets'))
      const train = await makeSequences(SET_NAME, plan.drawings, plan.seed, yieldToEvents, isWanted)
      if (train === null) throw new StateError({ action: 'train', obstacle: { kind: 'overtaken' } })
      const engine = await this.createEngine()
      try {
        const model = await engine.createWriter(from?.spec ?? specOfPlan(plan), from ?? { seed: plan.seed })
        const done = resumed?.epoch ?? 0
        const fresh = { name: `writer-${plan.units}`, seed: plan.seed, epochs: 0, trainedOn: [] }
        const before = from === null ? fresh : { ...from, epochs: from.epochs - done }
        const began = this.now()
        const rest = { run: null, trainLoss: null, untold: [], began, rested: 0, restsSince: null }
        const course: Course = { engine, model, settings, before, choosing: choosingSequences(CHOOSING), ...rest }
        this.course = course
        void engine.lost.then((error) => this.lose(course, error))
        if (resumed === null) await this.tellEpoch(course, 0)
        return this.begin(course, train, resumed, isWanted)
      } catch (error) {
        this.course = null
        engine.dispose()
        throw error
      }
    })
  }

  async pause(): Promise<void> {
    const { course } = this
    if (course?.run?.state !== 'running') return
    await course.run.pause()
  }

  async resume(): Promise<void> {
    this.course?.run?.resume()
  }

  async stop(): Promise<void> {
    this.wanted = 0
    await this.endRun()
  }

  private begin(
    course: Course,
    train: PenSequences,
    resumed: WriterCheckpoint['run'],
    isWanted: () => boolean,
  ): { totalSteps: number; stepsPerEpoch: number } {
    const run = course.model.fit(train, {
      ...course.settings,
      onEpochEnd: (epoch) => this.tellEpoch(course, epoch + 1),
      ...(resumed && { resumeFrom: { epoch: resumed.epoch, optimizer: resumed.optimizer } }),
    })
    course.run = run
    course.began = this.now()
    run.subscribe((event) => {
      if (event.type === 'steps') this.noteSteps(course, event.report)
      else if (event.type === 'epoch') course.trainLoss = event.loss
      else if (event.state !== 'failed') this.noteState(course, event.state)
    })
    run.done.catch((error: unknown) => this.noteState(course, 'failed', error))
    if (!isWanted()) void run.stop()
    this.noteState(course, 'running')
    return { totalSteps: run.totalSteps, stepsPerEpoch: run.stepsPerEpoch }
  }

  private noteSteps(course: Course, report: StepReport): void {
    course.untold.push(report)
    if (this.now() - this.toldAt >= TELL_MS) this.tellSteps(course)
  }

  private tellSteps(course: Course): void {
    this.toldAt = this.now()
    const [first] = course.untold
    if (first === undefined || this.course !== course) return
    const losses = Float32Array.from(course.untold.flatMap((report) => [...report.losses]))
    const points = Float32Array.from(course.untold.flatMap((report) => [...report.examples]))
    course.untold = []
    const seconds = ((course.restsSince ?? this.now()) - course.began - course.rested) / 1000
    this.emit({ type: 'writerSteps', firstStep: first.firstStep, losses, points, seconds })
  }

  /** Measures the network as it is now, has it write, and tells the page all of it. */
  private async tellEpoch(course: Course, epoch: number): Promise<void> {
    const { model, settings, before, choosing, trainLoss } = course
    this.tellSteps(course)
    const { loss } = await model.evaluate(choosing)
    const digits = await model.writeMany(
      taskOf(model.spec).classes.map((_, label) => ({ label, temperature: TEMPERATURE, seed: FIRST_SEED + label })),
    )
    const checkpoint: WriterCheckpoint = {
      spec: model.spec,
      name: before.name,
      seed: before.seed,
      epochs: before.epochs + epoch,
      trainedOn: epoch === 0 ? before.trainedOn : trainedAlsoOn(before.trainedOn, SET_NAME),
      testLoss: loss,
      testedOn: choosing.name,
      parameters: await model.parameters(),
      run: null,
      record: null,
    }
    const optimizer = epoch === 0 ? null : await model.optimizerState()
    if (this.course !== course) return
    const bytes = encodeWriter(checkpoint)
    const resume = optimizer === null ? null : encodeWriter({ ...checkpoint, run: { settings, epoch, optimizer } })
    const transfer = [...buffersOf(digits), bytes.buffer, ...(resume === null ? [] : [resume.buffer])]
    this.emit({ type: 'writerEpoch', epoch, trainLoss: epoch === 0 ? null : trainLoss, loss, digits, bytes, resume }, transfer)
  }

  private noteState(course: Course, state: TrainingRun['state'], error: unknown = null): void {
    if (this.course !== course) return
    this.tellSteps(course)
    if (state === 'paused') course.restsSince ??= this.now()
    else if (state === 'running' && course.restsSince !== null) {
      course.rested += this.now() - course.restsSince
      course.restsSince = null
    }
    this.emit({ type: 'writerState', state, error: error === null ? null : toErrorData(error) })
    if (state !== 'finished' && state !== 'stopped' && state !== 'failed') return
    this.course = null
    course.engine.dispose()
  }

  /** A lost device may leave a step waiting for ever. */
  private lose(course: Course, error: Error): void {
    this.noteState(course, 'failed', error)
  }

  /** Ends what goes on, and frees everything. */
  private async endRun(): Promise<void> {
    await Promise.race([this.course?.run?.stop(), this.course?.engine.lost])
  }

  private async clear(): Promise<void> {
    const { course } = this
    if (course === null) return
    await this.endRun()
    if (this.course !== course) return
    this.course = null
    course.engine.dispose()
  }
}
