import { ceilDiv } from '../core/tensor'
import { peakAt, withPeakFrom, type LearningRateSchedule } from '../nn/spec/schedules'
import { trainingRanges, type RunSettings } from '../nn/spec/training'
import type { PlannedRun } from './planned-run'
import type { RunProgress } from './run-progress'

/** A run that has lost its way, is paused, and goes on from its last good state. */
export interface SuspendedRun {
  /** What it goes on as. */
  readonly planned: PlannedRun
  /** Steps of the run that are done then. */
  readonly from: number
  /** Peak of the learning rate that led astray, and one that is worth a try. */
  readonly learningRate: number
  readonly suggested: number
}

/**
 * What becomes of a run that diverged: it can go on from the last state that was good, or from its beginning where there was none yet.
 *
 * @param astray         the schedule that it followed, with what was turned
 * @param stepsPerEpoch  of the run
 */
export function suspend(planned: PlannedRun, progress: RunProgress, astray: LearningRateSchedule, stepsPerEpoch: number): SuspendedRun {
  const { kept } = progress
  const run = kept === null ? planned.resume : kept.run
  const learningRate = peakAt(astray, Infinity)
  const settings = run?.settings ?? planned.settings
  // What was turned up last led astray: it was well before. Otherwise a tenth is what people try.
  const lastTurn = astray.changes.at(-1)
  const before = lastTurn === undefined ? Infinity : peakAt(astray, lastTurn.step - 1)
  const suggested = before < learningRate ? before : Math.max(trainingRanges.learningRate.min, Number((learningRate / 10).toPrecision(3)))
  const resume = run && { ...run, learningRate }
  const next = { ...planned, from: kept ?? planned.from, settings, resume, best: progress.best }
  return {
    // It goes on at the rate that is on the page, until the visitor chooses another.
    planned: withRate(next, learningRate),
    from: run === null ? 0 : run.epoch * stepsPerEpoch + run.step,
    learningRate,
    suggested,
  }
}

/** The same run with another peak from where it goes on. */
export function withRate(planned: PlannedRun, learningRate: number): PlannedRun {
  const { settings, resume } = planned
  if (resume !== null) return { ...planned, resume: { ...resume, learningRate } }
  return { ...planned, settings: { ...settings, schedule: withPeakFrom(settings.schedule, 0, learningRate) } }
}

/** The settings of a run that goes on at another learning rate. @param count  examples that it learns from */
export function turnedFrom(
  settings: RunSettings,
  { epoch, step, learningRate }: NonNullable<PlannedRun['resume']>,
  count: number,
): RunSettings {
  const done = epoch * ceilDiv(count, settings.batchSize) + step
  return { ...settings, schedule: withPeakFrom(settings.schedule, done, learningRate) }
}
