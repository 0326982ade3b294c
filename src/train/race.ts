import type { LabelledImages, TrainingImages } from '../core/images'
import type { Model, StepReport, TrainingRun } from '../nn/engine'
import type { EpochFigures } from '../nn/spec/run-events'
import type { RunSettings } from '../nn/spec/training'
import { trainWithEvaluation, type EvaluatedRun, type LoopEvent, type LoopOutcome } from './loop'

/** A network of a race. */
export interface Entrant {
  readonly model: Model
  /** Of all entrants alike: `epochs`, `batchSize` and `seed`, so that all learn from the same batches. */
  readonly settings: RunSettings
}

export interface RaceOptions {
  readonly entrants: readonly Entrant[]
  readonly train: TrainingImages
  /** Evaluated after every epoch. */
  readonly test: LabelledImages
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  /** @param seconds  that the steps of this lane have taken so far, those of the others left out */
  readonly onSteps: (lane: number, report: StepReport, seconds: number) => void
  readonly onEpoch: (lane: number, figures: EpochFigures) => void
  /** A lane has come to its end; the others go on. */
  readonly onOver: (lane: number, outcome: LoopOutcome) => void
}

export interface Race {
  readonly stepsPerEpoch: number
  readonly totalSteps: number
  readonly state: 'running' | 'paused' | 'over'
  /** The race rests before its next step. */
  pause(): void
  resume(): void
  /** Ends all lanes; what they learnt stays. */
  stop(): Promise<void>
  /** The run of a lane. */
  run(lane: number): TrainingRun
  /** Settles when every lane has ended; never rejects. */
  readonly over: Promise<void>
}

/**
 * Trains networks in turns, a step of each and then the next: all of them have learnt from the same examples at any time. Every lane gives the bits of the same
 * run alone.
 *
 * @throws what `Model.fit` throws for the first entrant that cannot train; none is trained then
 */
export async function startRace(options: RaceOptions): Promise<Race> {
  const lanes: Lane[] = []
  try {
    for (const place of options.entrants.keys()) lanes.push(await Lane.enter(place, options))
  } catch (error) {
    await Promise.all(lanes.map(({ run }) => run.stop()))
    throw error
  }
  return new TurnedRace(lanes)
}

class TurnedRace implements Race {
  readonly over: Promise<void>
  private isResting = false
  private isOver = false
  private wake = (): void => {}

  constructor(private readonly lanes: readonly Lane[]) {
    this.over = this.goRound().finally(() => (this.isOver = true))
  }

  get state(): Race['state'] {
    if (this.isOver) return 'over'
    return this.isResting ? 'paused' : 'running'
  }

  get stepsPerEpoch(): number {
    return this.run(0).stepsPerEpoch
  }

  get totalSteps(): number {
    return this.run(0).totalSteps
  }

  pause(): void {
    this.isResting = true
  }

  resume(): void {
    this.isResting = false
    this.wake()
  }

  async stop(): Promise<void> {
    const stopped = Promise.all(this.lanes.map(({ run }) => run.stop()))
    this.resume()
    await stopped
    await this.over
  }

  run(lane: number): TrainingRun {
    return this.lanes[lane]!.run
  }

  private async goRound(): Promise<void> {
    for (;;) {
      const going = this.lanes.filter(({ isOver }) => !isOver)
      if (going.length === 0) return
      for (const lane of going) {
        while (this.isResting) await new Promise<void>((resolve) => (this.wake = resolve))
        await lane.step()
      }
    }
  }
}

class Lane {
  readonly run: TrainingRun
  isOver = false
  private readonly clock: LaneClock
  private readonly ended: Promise<void>
  private epochEnds = (): void => {}

  private constructor(
    { run, outcome }: EvaluatedRun,
    private readonly place: number,
    private readonly options: RaceOptions,
    news: LaneNews,
  ) {
    this.run = run
    this.clock = new LaneClock(options.now)
    news.hear = (event) => this.hear(event)
    this.ended = outcome.then((end) => {
      this.isOver = true
      options.onOver(place, end)
    })
  }

  static async enter(place: number, options: RaceOptions): Promise<Lane> {
    const { entrants, train, test, now } = options
    // The run is paused: nothing is told before its lane is there.
    const news: LaneNews = { hear: () => {} }
    const onEvent = (event: LoopEvent): void => news.hear(event)
    const evaluated = await trainWithEvaluation({ ...entrants[place]!, train, test, startPaused: true, now, onEvent })
    return new Lane(evaluated, place, options, news)
  }

  /** Does one step, and after the last one of an epoch its evaluation too. */
  async step(): Promise<void> {
    const evaluated = new Promise<void>((resolve) => (this.epochEnds = resolve))
    this.clock.go()
    try {
      await this.run.step()
    } catch {
      // It has ended, or was stopped meanwhile: how is its outcome.
      return await this.ended
    } finally {
      this.clock.rest()
    }
    if (this.run.position.step === 0) await Promise.race([evaluated, this.ended])
    if (this.run.position.epoch === this.options.entrants[this.place]!.settings.epochs) await this.ended
  }

  private hear(event: LoopEvent): void {
    const { onSteps, onEpoch } = this.options
    if (event.type === 'steps') onSteps(this.place, event.report, this.clock.seconds)
    if (event.type !== 'epoch') return
    const { type: _, ...figures } = event
    onEpoch(this.place, { ...figures, trainingSeconds: this.clock.lap() })
    this.epochEnds()
  }
}

interface LaneNews {
  hear: (event: LoopEvent) => void
}

/** How long a lane has been taking steps: what the others and evaluations take does not count. */
class LaneClock {
  private past = 0
  private began: number | null = null
  private lapped = 0

  constructor(private readonly now: () => number) {}

  get seconds(): number {
    return (this.past + (this.began === null ? 0 : this.now() - this.began)) / 1000
  }

  go(): void {
    this.began = this.now()
  }

  rest(): void {
    this.past = this.seconds * 1000
    this.began = null
  }

  /** Seconds since the last call. */
  lap(): number {
    const { seconds } = this
    const lap = seconds - this.lapped
    this.lapped = seconds
    return lap
  }
}
