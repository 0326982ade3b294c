import type { ReadingModel } from '../nn/engine'
import { Moments, type Moment } from '../train/moments'
import { distances } from '../train/probe'
import type { Tensor } from '../core/tensor'
import { trainedAlsoOn, type Checkpoint } from '../train/checkpoint'
import type { Companion } from './companion'
import type { PlannedRun } from './planned-run'
import type { WorkerEvent } from './protocol'

/** The run whose moments are kept. */
interface RunPast {
  readonly planned: PlannedRun
  readonly stepsPerEpoch: number
  readonly moments: Moments
}

/** What is looked at: a step of the run, and the model of that moment. */
interface Look {
  readonly step: number
  readonly checkpoint: Checkpoint
}

/** A moment of the run. */
export interface Kept extends Pick<Moment, 'parameters'> {
  readonly planned: PlannedRun
  /** How far the next step moved every tensor; null where that is not known. */
  readonly moved: ReadonlyMap<string, number> | null
}

/**
 * The last run as it went: weights at some of its steps, and the model of one of these moments, which answers in place of the page's own while the page looks at
 * it. It computes on an engine of its own, so that the run goes on meanwhile.
 */
export class Past {
  private run: RunPast | null = null
  private look: Look | null = null

  constructor(
    private readonly reader: Companion,
    private readonly emit: (event: WorkerEvent) => void,
  ) {}

  /** What is looked at; null for the model as it is now. */
  get shown(): Look | null {
    return this.look
  }

  /** A run begins, or goes on from where it was kept: what came after that is of the past no more. */
  begin(planned: PlannedRun, stepsPerEpoch: number): void {
    const { resume, from } = planned
    const done = resume === null ? 0 : resume.epoch * stepsPerEpoch + resume.step
    if (resume !== null && this.run?.stepsPerEpoch === stepsPerEpoch) {
      this.run.moments.goBackTo(done)
      this.run.moments.add({ step: done, parameters: from.parameters })
    } else {
      this.run = { planned, stepsPerEpoch, moments: new Moments({ step: done, parameters: from.parameters }) }
    }
    this.close()
    this.tell()
  }

  /** Whether the weights after so many steps are worth keeping. */
  isDue(step: number): boolean {
    return this.run?.moments.isDue(step) ?? false
  }

  /** Keeps weights of the run; those that are not finite say nothing. */
  note(step: number, parameters: ReadonlyMap<string, Tensor>): void {
    if (this.run === null || ![...parameters.values()].every(({ data }) => data.every(Number.isFinite))) return
    this.run.moments.add({ step, parameters })
    this.tell()
  }

  /** Keeps how far the step after a moment moved every tensor. */
  noteMoved(step: number, moved: ReadonlyMap<string, number>): void {
    this.run?.moments.noteMoved(step, moved)
  }

  /** What was kept of exactly this step; null where nothing was. */
  find(step: number): Kept | null {
    if (this.run === null) return null
    const { planned, moments } = this.run
    const moment = moments.at(step)
    if (moment.step !== step) return null
    // Where every step is kept, the next moment tells as much.
    const next = moments.at(step + 1)
    const moved = moment.moved ?? (next.step === step + 1 ? distances(moment.parameters, next.parameters) : null)
    return { planned, parameters: moment.parameters, moved }
  }

  /** Another model is the page's: the run is no more its past. */
  forget(): void {
    if (this.run === null) return
    this.run = null
    this.close()
    this.tell()
  }

  /**
   * Has the model of a step answer, or for null the model as it is now again.
   *
   * @returns the step that is shown, the last one kept up to that; null where there is none
   */
  async lookAt(step: number | null): Promise<number | null> {
    const checkpoint = step === null ? null : this.checkpointAt(step)
    if (checkpoint === null) {
      this.close()
      return null
    }
    const { run } = this
    await this.reader.load(checkpoint.checkpoint)
    // Meanwhile the run may have become another.
    if (this.run !== run) return null
    this.look = checkpoint
    return checkpoint.step
  }

  /** Does something with the model that is looked at. */
  async use<Result>(work: (model: ReadingModel) => Promise<Result>, withPresent: () => Promise<Result>): Promise<Result> {
    if (this.look === null) return withPresent()
    const done = await this.reader.read(async (model) => ({ result: await work(model) }))
    return done === null ? withPresent() : done.result
  }

  /** The model as it was after a step of the run, or after the last one kept before it. */
  checkpointAt(step: number): Look | null {
    if (this.run === null) return null
    const { planned, stepsPerEpoch, moments } = this.run
    const { from, dataset, resume } = planned
    const moment = moments.at(step)
    const epochs = from.epochs - (resume?.epoch ?? 0) + Math.floor(moment.step / stepsPerEpoch)
    const parameters = new Map(moment.parameters)
    const plain = { ...from, parameters, run: null }
    // What the run began with is what it was; everything later is not measured.
    if (moment.step === moments.steps[0]) return { step: moment.step, checkpoint: plain }
    const trainedOn = trainedAlsoOn(from.trainedOn, dataset.train.name)
    const { calibration: _, ...moved } = plain
    return { step: moment.step, checkpoint: { ...moved, epochs, trainedOn, testAccuracy: null, testedOn: null } }
  }

  private close(): void {
    if (this.look === null) return
    this.look = null
    void this.reader.close()
  }

  private tell(): void {
    this.emit({ type: 'moments', steps: this.run?.moments.steps ?? [], at: this.look?.step ?? null })
  }
}
