import type { EpochTally, OptimizerState, RunPosition } from '../nn/engine'
import type { Tensor } from '../core/tensor'
import type { LearningRateSchedule } from '../nn/spec/schedules'
import { trainedAlsoOn, type BestEpoch, type Checkpoint } from '../train/checkpoint'
import type { EpochSnapshot } from '../train/loop'
import type { PlannedRun } from './planned-run'

/** A model within an epoch, with what a run needs to go on from there. */
export interface WithinEpoch {
  readonly position: RunPosition
  /** Null where it is not known. */
  readonly tally: EpochTally | null
  readonly parameters: Map<string, Tensor>
  readonly optimizer: OptimizerState
  readonly schedule: LearningRateSchedule
}

/** Which identity the model has while its run goes on. */
export class RunProgress {
  /** The last state of this run that was good; null before there is one. */
  kept: Checkpoint | null = null
  /** Steps were done since `rest`. */
  hasMoved = false
  /** The run does no more steps. */
  isOver = false
  /** The model after the last epoch of this run that ended; null before the first. */
  lastEpoch: Checkpoint | null = null
  best: BestEpoch | null
  /** The model as it was when the run began, or after its last epoch. */
  private rest: Checkpoint
  private epochs: number
  private readonly epochsBefore: number

  constructor(
    private readonly planned: PlannedRun,
    private readonly fallback: Checkpoint,
  ) {
    this.rest = planned.from
    this.epochs = planned.from.epochs
    this.epochsBefore = planned.from.epochs - (planned.resume?.epoch ?? 0)
    this.best = planned.best
  }

  /** The state that the model goes back to when the run fails. */
  get good(): Checkpoint {
    return this.kept ?? this.fallback
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

  keepWithin({ position, tally, parameters, optimizer, schedule }: WithinEpoch): Checkpoint {
    const settings = { ...this.planned.settings, schedule }
    const { best } = this
    const run = { settings, ...position, ...(tally && { tally }), optimizer, validationAccuracy: null, ...(best && { best }) }
    this.kept = { ...this.moving, parameters, run }
    return this.kept
  }

  finishEpoch({ figures, parameters, optimizer, schedule, best }: EpochSnapshot): Checkpoint {
    const settings = { ...this.planned.settings, schedule }
    const epoch = figures.epoch + 1
    const isValidation = settings.validation > 0
    this.epochs = this.epochsBefore + epoch
    this.hasMoved = false
    const plain: Checkpoint = {
      ...this.moving,
      parameters,
      testAccuracy: isValidation ? null : figures.testAccuracy,
      testedOn: isValidation ? null : figures.evaluatedOn,
      run: { settings, epoch, step: 0, optimizer, validationAccuracy: isValidation ? figures.testAccuracy : null },
    }
    if (best?.epoch === figures.epoch) this.best = { soFar: best, checkpoint: plain }
    else if (best !== null && this.best !== null) this.best = { ...this.best, soFar: best }
    const checkpoint = plain.run && this.best ? { ...plain, run: { ...plain.run, best: this.best } } : plain
    this.kept = checkpoint
    this.rest = checkpoint
    this.lastEpoch = checkpoint
    return checkpoint
  }
}
