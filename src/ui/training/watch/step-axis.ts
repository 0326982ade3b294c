import type { Tick } from '../../kit/Chart'
import { ticksTo } from '../../kit/ticks'

/** How the steps of a run stand along a chart: evenly, or by their logarithm, which spreads the first of them. */
export type StepSpacing = 'even' | 'log'

export interface StepAxis {
  readonly spacing: StepSpacing
  /** The last step; the axis begins with 0. */
  readonly end: number
}

/** Numbers that have room, on a phone too. */
const MOST_TICKS = 5
/** What two numbers beside each other take of an axis. */
const NUMBER = 0.12

/** Where a step stands, 0 … 1. Of a run of no steps everything is at the left. */
export function placeOf({ spacing, end }: StepAxis, step: number): number {
  if (end === 0) return 0
  return spacing === 'even' ? step / end : Math.log1p(step) / Math.log1p(end)
}

/** Which of the steps stands nearest to a place. @param steps  rising, at least one */
export function nearestStep(axis: StepAxis, steps: readonly number[], place: number): number {
  return steps.reduce((best, step) => (Math.abs(placeOf(axis, step) - place) < Math.abs(placeOf(axis, best) - place) ? step : best))
}

export function stepTicks(axis: StepAxis, format: (step: number) => string): readonly Tick[] {
  const steps = axis.spacing === 'even' ? ticksTo(axis.end, MOST_TICKS) : withEnd(axis, powersTo(axis.end))
  return steps.map((step) => ({ at: placeOf(axis, step), label: format(step) }))
}

/** Ends with the last step, in place of powers that its number would run into. */
function withEnd(axis: StepAxis, powers: readonly number[]): readonly number[] {
  const apart = powers.filter((step) => step === 0 || 1 - placeOf(axis, step) >= NUMBER)
  return axis.end === 0 ? powers : [...apart, axis.end]
}

/** 0 and the powers of ten up to an end, or every second one where those are too many. */
function powersTo(end: number): readonly number[] {
  const powers = Array.from({ length: Math.floor(Math.log10(Math.max(1, end)) + 1e-9) + 1 }, (_, power) => 10 ** power)
  const every = Math.ceil(powers.length / MOST_TICKS)
  return [0, ...powers.filter((_, power) => power % every === 0)].filter((step) => step <= end)
}
