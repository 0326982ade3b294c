import { StateError } from '../core/errors'
import type { AnyDataSet } from '../core/images'
import { serialQueue } from '../core/serial-queue'
import type { Engine, Model, StepReport, Trace, TraceOptions } from '../nn/engine'
import type { EpochFigures } from '../nn/spec/run-events'
import type { Checkpoint } from '../train/checkpoint'
import { chooseFrom } from '../train/loop'
import { startRace, type Race } from '../train/race'
import { toErrorData } from './error-data'
import { freshCheckpoint } from './model-store'
import type { WorkerEvent } from './protocol'
import type { RaceEntrant } from './values/race'

type Told<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { readonly type: Type }>
type LaneSteps = Told<'raceSteps'>['lanes'][number]
type LaneEnd = Told<'raceState'>['ends'][number]

/** The page is told of steps at most this often, milliseconds. */
const TELL_MS = 100

interface RaceLane {
  readonly entrant: RaceEntrant
  readonly fresh: Checkpoint
  readonly model: Model
  end: LaneEnd
  lastEpoch: EpochFigures | null
  /** Done since the page was last told. */
  untold: { readonly reports: StepReport[]; seconds: number }
}

interface Course {
  readonly engine: Engine
  readonly dataset: AnyDataSet
  readonly lanes: readonly RaceLane[]
  race: Race | null
}

/**
 * Networks that race, on an engine of their own: neither the page's model nor its run has anything to do with it. They stay when the race is over, for whoever
 * wants to see them read, until another race begins.
 */
export class RaceTrack {
  private course: Course | null = null
  private toldAt = -Infinity
  private readonly inTurn = serialQueue()

  /** @param createEngine  of the kind that the page computes on */
  constructor(
    private readonly createEngine: () => Promise<Engine>,
    private readonly emit: (event: WorkerEvent) => void,
    private readonly now: () => number,
  ) {}

  /** Networks take steps, or rest between two. */
  get isActive(): boolean {
    const state = this.course?.race?.state
    return state === 'running' || state === 'paused'
  }

  /**
   * Begins a race; the networks of the one before go.
   *
   * @throws what an engine throws for a network that it cannot hold or train; nothing races then
   */
  start(entrants: readonly RaceEntrant[], dataset: AnyDataSet): Promise<{ totalSteps: number; stepsPerEpoch: number }> {
    return this.inTurn(async () => {
      await this.clear()
      const engine = await this.createEngine()
      try {
        const lanes: RaceLane[] = []
        for (const entrant of entrants) lanes.push(await enter(engine, entrant))
        const course: Course = { engine, dataset, lanes, race: null }
        this.course = course
        const { totalSteps, stepsPerEpoch } = await this.begin(course)
        return { totalSteps, stepsPerEpoch }
      } catch (error) {
        this.course = null
        engine.dispose()
        throw error
      }
    })
  }

  pause(): void {
    const race = this.course?.race
    if (race?.state !== 'running') return
    race.pause()
    this.tell(this.course)
  }

  resume(): void {
    const race = this.course?.race
    if (race?.state !== 'paused') return
    race.resume()
    this.tell(this.course)
  }

  async stop(): Promise<void> {
    await Promise.race([this.course?.race?.stop(), this.course?.engine.lost])
  }

  /** What each network reads in a picture; null for one that cannot read any more. */
  async read(image: Float32Array, options?: TraceOptions): Promise<readonly (Trace | null)[]> {
    const traces: (Trace | null)[] = []
    for (const { model } of this.course?.lanes ?? []) traces.push(await model.trace(image, options).catch(() => null))
    return traces
  }

  /** A network of the race as it is now. @throws StateError where there is none */
  async checkpoint(lane: number): Promise<Checkpoint> {
    const { lanes, race, dataset } = this.course ?? {}
    const racer = lanes?.[lane]
    if (racer === undefined || !race || dataset === undefined) throw new StateError({ action: 'newModel', obstacle: { kind: 'noRace' } })
    const { fresh, model, lastEpoch } = racer
    return race.run(lane).whileAtRest(async () => {
      const { epoch, step } = race.run(lane).position
      const parameters = await model.parameters()
      if (epoch === 0 && step === 0) return { ...fresh, parameters }
      const isMeasured = step === 0 && lastEpoch !== null && racer.entrant.settings.validation === 0
      return {
        ...fresh,
        parameters,
        epochs: epoch,
        trainedOn: [dataset.train.name],
        testAccuracy: isMeasured ? lastEpoch.testAccuracy : null,
        testedOn: isMeasured ? lastEpoch.evaluatedOn : null,
      }
    })
  }

  private async begin(course: Course): Promise<Race> {
    const { engine, dataset, lanes } = course
    const { train, test } = await chooseFrom(dataset, lanes[0]!.entrant.settings.validation)
    const race = await startRace({
      entrants: lanes.map(({ model, entrant: { settings } }) => ({ model, settings })),
      train,
      test,
      now: this.now,
      onSteps: (lane, report, seconds) => this.noteSteps(course, lanes[lane]!, report, seconds),
      onEpoch: (lane, figures) => {
        lanes[lane]!.lastEpoch = figures
        this.tellSteps(course)
        this.emit({ type: 'raceEpoch', lane, figures })
      },
      onOver: (lane, outcome) => {
        lanes[lane]!.end ??= { state: outcome.state, error: outcome.state === 'failed' ? toErrorData(outcome.error) : null }
        this.tell(course)
      },
    })
    course.race = race
    void engine.lost.then((error) => this.lose(course, error))
    this.tell(course)
    return race
  }

  private noteSteps(course: Course, { untold }: RaceLane, report: StepReport, seconds: number): void {
    untold.reports.push(report)
    untold.seconds = seconds
    if (this.now() - this.toldAt >= TELL_MS) this.tellSteps(course)
  }

  private tellSteps({ lanes }: Course): void {
    this.toldAt = this.now()
    const done = lanes.flatMap(({ untold: { reports, seconds } }, lane): LaneSteps[] => {
      const joined = joinReports(reports.splice(0))
      return joined === null ? [] : [{ lane, ...joined, seconds }]
    })
    if (done.length > 0) this.emit({ type: 'raceSteps', lanes: done })
  }

  private tell(course: Course | null): void {
    if (course === null) return
    this.tellSteps(course)
    const ends = course.lanes.map(({ end }) => end)
    const state = ends.every((end) => end !== null) ? 'over' : course.race?.state === 'paused' ? 'paused' : 'running'
    this.emit({ type: 'raceState', state, ends })
  }

  /** A lost device may leave a step waiting for ever. */
  private lose(course: Course, error: Error): void {
    if (this.course !== course) return
    this.course = null
    for (const lane of course.lanes) lane.end ??= { state: 'failed', error: toErrorData(error) }
    this.tell(course)
    course.engine.dispose()
  }

  /** Ends what goes on, and frees everything. */
  private async clear(): Promise<void> {
    const { course } = this
    if (course === null) return
    await Promise.race([course.race?.stop(), course.engine.lost])
    this.course = null
    course.engine.dispose()
  }
}

async function enter(engine: Engine, entrant: RaceEntrant): Promise<RaceLane> {
  const { spec, name, settings } = entrant
  const fresh = freshCheckpoint(spec, name, settings.seed)
  const model = await engine.createModel(spec, { parameters: fresh.parameters })
  return { entrant, fresh, model, end: null, lastEpoch: null, untold: { reports: [], seconds: 0 } }
}

/** Consecutive reports as one; null for none. */
function joinReports(reports: readonly StepReport[]): StepReport | null {
  const [first] = reports
  if (first === undefined || reports.length === 1) return first ?? null
  return {
    firstStep: first.firstStep,
    losses: Float32Array.from(reports.flatMap(({ losses }) => [...losses])),
    correct: Uint32Array.from(reports.flatMap(({ correct }) => [...correct])),
    examples: Uint32Array.from(reports.flatMap(({ examples }) => [...examples])),
  }
}
