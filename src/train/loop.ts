import { DeviceLostError, DivergedError } from '../core/errors'
import {
  firstExamples,
  isStoredSet,
  joinSets,
  readPictures,
  sliceExamples,
  type AnyDataSet,
  type DataSet,
  type LabelledImages,
  type TrainingImages,
} from '../core/images'
import type { Tensor } from '../core/tensor'
import { taskOf } from '../core/task'
import type { LossSpec, Model, OptimizerState, RunControl, StepReport, TrainingRun } from '../nn/engine'
import { hasWaitedLongEnough, judge, type BestSoFar } from '../nn/spec/early-stopping'
import { lossDefinitions } from '../nn/spec/losses'
import type { EpochFigures, RunEvent } from '../nn/spec/run-events'
import type { RunSettings } from '../nn/spec/training'
import type { LearningRateSchedule } from '../nn/spec/schedules'
import { LossWatch } from './loss-watch'
import { Pace } from './pace'

/** What a model is measured by outside a run; a run measures by its own loss. */
export const TRAINING_LOSS: LossSpec = { type: 'categoricalCrossentropy' }

/** What a run tells while it goes on; how it ended is its outcome. */
export type LoopEvent =
  | { readonly type: 'trainingState'; readonly state: 'running' | 'paused' }
  | Exclude<RunEvent, { readonly type: 'trainingState' | 'turned' | 'suspended' | 'ended' }>

/** A model as it was at the end of an epoch: enough to go back to it, or to go on from it. */
export interface EpochSnapshot {
  readonly figures: EpochFigures
  readonly parameters: Map<string, Tensor>
  readonly optimizer: OptimizerState
  /** Of the run, with what was turned so far. */
  readonly schedule: LearningRateSchedule
  /** How the epochs so far are judged, where the run's settings ask for it; its `epoch` is this one's if it is the best. */
  readonly best: BestSoFar | null
}

export interface LoopOptions {
  readonly model: Model
  readonly train: TrainingImages
  /** Evaluated after every epoch. */
  readonly test: LabelledImages
  readonly settings: RunSettings
  readonly startPaused?: boolean
  readonly resumeFrom?: NonNullable<RunControl['resumeFrom']>
  /** What is known of the epochs before, for a run that goes on. */
  readonly best?: BestSoFar | null
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly onEvent: (event: LoopEvent) => void
  /** Hears of every epoch that ended well, before its `epoch` event. */
  readonly onSnapshot?: (snapshot: EpochSnapshot) => void
}

export type LoopOutcome =
  | { readonly state: 'finished' | 'stopped' }
  /** `isModelIntact`: the model is back at its last good epoch (or untouched parameters before the first); false when its device is gone. */
  | { readonly state: 'failed'; readonly error: unknown; readonly isModelIntact: boolean }

export interface EvaluatedRun {
  readonly run: TrainingRun
  /** Settles when the run is over and the model is in its final state; never rejects. */
  readonly outcome: Promise<LoopOutcome>
  /** The loss is not on its way up: weights of this moment are worth keeping. */
  readonly isSteady: () => boolean
}

/**
 * Trains a model and measures it on `test` after every epoch.
 *
 * A run that fails (numbers that are not finite, a loss that explodes, a lost device) leaves the model at the end of its last good epoch, or as it was
 * given when there was none. A lost device cannot be written to: the caller restores from the snapshots it heard of.
 *
 * @throws StateError while another run of this model is not over
 */
export async function trainWithEvaluation(options: LoopOptions): Promise<EvaluatedRun> {
  const { model, train, settings, onEvent } = options
  const { loss } = settings
  let lastGood = await model.parameters()
  let epochTraining = { loss: NaN, accuracy: NaN }
  const { epoch: firstEpoch, step: firstStep = 0 } = options.resumeFrom ?? { epoch: 0 }
  const images = (settings.epochs - firstEpoch) * train.labels.length - firstStep * settings.batchSize
  const pace = new Pace(images, settings.epochs - firstEpoch, options.now)
  const watch = new LossWatch(lossDefinitions[loss.type].ofGuessing(taskOf(train).classes.length))
  let exploded: DivergedError | null = null
  let best = options.best ?? null

  const onEpochEnd = async (epoch: number): Promise<void> => {
    if (exploded !== null) throw exploded
    const trainingSeconds = pace.beginEvaluation()
    const parameters = await model.parameters()
    const optimizer = await model.optimizerState()
    const evaluation = await model.evaluate(options.test, loss, (evaluated) => {
      onEvent({ type: 'evaluating', epoch, evaluated, total: options.test.labels.length })
    })
    // Told by the digits that it learns from: on others a large loss is only that, since a network that learns its own by heart is sure of mistakes.
    const isAstray = epochTraining.loss > watch.limit
    const isFinite = Number.isFinite(evaluation.loss) && [...parameters.values()].every(({ data }) => data.every(Number.isFinite))
    if (isAstray || !isFinite) {
      throw new DivergedError({ step: (epoch + 1) * run.stepsPerEpoch - 1, loss: isAstray ? epochTraining.loss : evaluation.loss })
    }
    pace.endEvaluation()
    lastGood = parameters
    const figures: EpochFigures = {
      epoch,
      trainLoss: epochTraining.loss,
      trainAccuracy: epochTraining.accuracy,
      testLoss: evaluation.loss,
      testAccuracy: evaluation.accuracy,
      evaluatedOn: options.test.name,
      evaluatedCount: options.test.labels.length,
      trainingSeconds,
    }
    if (settings.earlyStopping !== null) {
      best = judge(settings.earlyStopping, best, epoch, figures)
      if (hasWaitedLongEnough(settings.earlyStopping, best)) run.finishEarly()
    }
    if (optimizer !== null) options.onSnapshot?.({ figures, parameters, optimizer, schedule: run.schedule, best })
    onEvent({ type: 'epoch', ...figures })
  }

  const noteLosses = ({ firstStep: first, losses, examples }: StepReport): void => {
    if (exploded !== null) return
    const explosion = watch.add(first, losses, examples)
    if (explosion === null) return
    exploded = new DivergedError(explosion)
    void run.stop()
  }

  const run = model.fit(train, {
    ...settings,
    onEpochEnd,
    ...(options.resumeFrom && { resumeFrom: options.resumeFrom }),
    ...(options.startPaused !== undefined && { startPaused: options.startPaused }),
  })
  run.subscribe((event) => {
    switch (event.type) {
      case 'steps':
        pace.add(event.report.examples.reduce((sum, count) => sum + count, 0))
        onEvent({ type: 'steps', report: event.report, imagesPerSecond: pace.imagesPerSecond, secondsLeft: pace.secondsLeft })
        noteLosses(event.report)
        return
      case 'epoch':
        epochTraining = { loss: event.loss, accuracy: event.accuracy }
        return
      case 'state':
        if (event.state === 'running') pace.run()
        else pace.rest()
        if (event.state === 'running' || event.state === 'paused') onEvent({ type: 'trainingState', state: event.state })
        return
      default:
        event satisfies never
    }
  })
  if (run.state === 'running') pace.run()
  const outcome = conclude(
    run,
    model,
    () => exploded,
    () => lastGood,
  )
  return { run, outcome, isSteady: () => watch.isSteady }
}

async function conclude(
  run: TrainingRun,
  model: Model,
  explosion: () => DivergedError | null,
  lastGood: () => Map<string, Tensor>,
): Promise<LoopOutcome> {
  try {
    await run.done
    const exploded = explosion()
    if (exploded !== null) throw exploded
    return { state: run.state === 'stopped' ? 'stopped' : 'finished' }
  } catch (error) {
    if (error instanceof DeviceLostError) return { state: 'failed', error, isModelIntact: false }
    try {
      await model.setParameters(lastGood())
      return { state: 'failed', error, isModelIntact: true }
    } catch {
      return { state: 'failed', error, isModelIntact: false }
    }
  }
}

/**
 * What a run learns from, and what it is measured on after every epoch: the test set, or the examples that choose between epochs.
 *
 * @param validation  how many training examples are kept back for that; 0 for none, and then examples of the set's own do not choose either
 * @throws RangeError where the set does not have so many to spare
 */
export function chooseSets(dataset: DataSet, validation: number): { train: LabelledImages; test: LabelledImages } {
  const { train, test, spare = { of: train.name, count: train.labels.length } } = dataset
  if (validation === 0) return { train, test }
  if (validation > spare.count) throw new RangeError(`validation: ${validation} of ${spare.of}, but only ${spare.count} may be kept back`)
  const split = splitValidation(train, validation)
  const kept = { ...split.validation, name: `${spare.of}, last ${validation}` }
  const own = dataset.validation
  return { train: split.train, test: own === undefined ? kept : joinSets(`${kept.name} + ${own.name}`, [kept, own]) }
}

/** `chooseSets` for a set that may lie in storage: what is kept back to choose between epochs comes into memory. */
export async function chooseFrom(dataset: AnyDataSet, validation: number): Promise<{ train: TrainingImages; test: LabelledImages }> {
  if (!isStoredSet(dataset)) return chooseSets(dataset, validation)
  const { train, test } = dataset
  if (validation === 0) return { train, test }
  const count = train.labels.length
  if (validation >= count) throw new RangeError(`validation: ${validation} of ${train.name}, but it has ${count} in all`)
  const cut = count - validation
  const { blocks: _, ...kept } = { ...train, name: `${train.name}, last ${validation}` }
  return {
    train: firstExamples(train, cut, `${train.name}, first ${cut}`),
    test: { ...kept, images: await readPictures(train, cut, count), labels: train.labels.subarray(cut) },
  }
}

/**
 * Cuts a validation split off the end of a training set.
 *
 * @param count  examples of the split; fewer than the set has
 */
export function splitValidation(set: LabelledImages, count: number): { train: LabelledImages; validation: LabelledImages } {
  const { labels, name } = set
  const cut = labels.length - count
  if (cut <= 0) throw new RangeError(`validation: ${count} of ${labels.length} examples leaves nothing to train on`)
  return {
    train: sliceExamples(set, 0, cut, `${name}, first ${cut}`),
    validation: sliceExamples(set, cut, labels.length, `${name}, last ${count}`),
  }
}
