import { type Band, bandOf } from '../../statistics/band'
import { spreadOf } from '../../statistics/spread'
import { type KeptRun, RUN_COLOURS, type RunCurve } from '../../state/runs/kept-run'
import type { RunsView } from '../../state/runs/runs-state'
import { countedRuns, type RunUnit } from '../../state/runs/units'
import { placeFrom } from '../../state/series'

export type Quantity = 'loss' | 'accuracy'

/** A run or a group as it is drawn. */
export interface RunLine {
  readonly unit: RunUnit
  /** Which dashes it has: those of no other line. */
  readonly dashes: number
  /** On the training digits. */
  readonly training: Band
  /** After each epoch. */
  readonly tested: Band
  /** Of several runs: mean and deviation. */
  readonly isBand: boolean
}

/** The lines of units, in their order. */
export function linesOf(units: readonly RunUnit[], quantity: Quantity, axis: RunsView['axis']): readonly RunLine[] {
  const dashes = dashesOf(units)
  return units.map((unit, place) => {
    const runs = drawnRuns(unit)
    return {
      unit,
      dashes: dashes[place]!,
      training: bandOf(runs.map(({ curve }) => ({ x: curve[axis], y: curve[quantity] }))),
      tested: testedBand(runs, quantity, axis),
      isBand: runs.length > 1,
    }
  })
}

/** Of a group those that have come to their end; before the first has, the newest. */
function drawnRuns(unit: RunUnit): readonly KeptRun[] {
  const counted = countedRuns(unit)
  return counted.length > 0 ? counted : unit.runs.slice(-1)
}

/** Dashes by the colour, and where two lines have one colour, the next that are free: no two lines look the same without their colours. */
export function dashesOf(units: readonly Pick<RunUnit, 'colour'>[]): readonly number[] {
  const free = new Set(Array.from({ length: RUN_COLOURS }, (_, place) => place))
  return units.map(({ colour }) => {
    const dashes = free.has(colour) ? colour : ([...free][0] ?? colour)
    free.delete(dashes)
    return dashes
  })
}

/** Every epoch that all have done: at the mean of its places, since runs come to it at different times. */
function testedBand(runs: readonly KeptRun[], quantity: Quantity, axis: RunsView['axis']): Band {
  const count = Math.min(...runs.map(({ epochs, stepsPerEpoch }) => (stepsPerEpoch === 0 ? 0 : epochs.length)))
  const epochs = Array.from({ length: Number.isFinite(count) ? count : 0 }, (_, place) => place)
  const spreads = epochs.map((place) => ({
    at: spreadOf(runs.map((run) => placeOf(run, place, axis))),
    value: spreadOf(runs.map((run) => (quantity === 'loss' ? run.epochs[place]!.testLoss : run.epochs[place]!.testAccuracy))),
  }))
  return {
    x: spreads.map(({ at }) => at?.mean ?? NaN),
    mean: spreads.map(({ value }) => value?.mean ?? NaN),
    deviation: spreads.map(({ value }) => value?.deviation ?? 0),
  }
}

/** Where the end of an epoch is on the axis. @param place  of the epoch among those that were told */
function placeOf({ epochs, stepsPerEpoch, curve }: KeptRun, place: number, axis: RunsView['axis']): number {
  const step = (epochs[place]!.epoch + 1) * stepsPerEpoch
  return axis === 'steps' ? step : secondsAt(curve, step)
}

/** When a step was done, between the points that are kept of the curve. */
export function secondsAt({ steps, seconds }: Pick<RunCurve, 'steps' | 'seconds'>, step: number): number {
  const next = steps.findIndex((known) => known >= step)
  if (next === -1) return seconds.at(-1) ?? 0
  const [right, at] = [steps[next]!, seconds[next]!]
  const [left, before] = next === 0 ? [0, 0] : [steps[next - 1]!, seconds[next - 1]!]
  return before + ((at - before) * (step - left)) / (right - left)
}

/** What a band is at a place: straight between its points, and nothing beyond them. */
export function bandAt({ x, mean, deviation }: Band, place: number): { readonly mean: number; readonly deviation: number } | null {
  const next = placeFrom(x, place)
  if (next === x.length || (next === 0 && place < x[0]!)) return null
  if (x[next] === place) return { mean: mean[next]!, deviation: deviation[next]! }
  const share = (place - x[next - 1]!) / (x[next]! - x[next - 1]!)
  const between = (values: readonly number[]): number => values[next - 1]! + share * (values[next]! - values[next - 1]!)
  return { mean: between(mean), deviation: between(deviation) }
}

/** The lowest value above 0 of lines; 0 without any. */
export function lowestOf(lines: readonly RunLine[]): number {
  const values = lines.flatMap(({ training, tested }) => [...training.mean, ...tested.mean]).filter((value) => value > 0)
  return values.reduce((lowest, value) => Math.min(lowest, value), values[0] ?? 0)
}

/** The largest value of lines that is a number, with their bands; 0 without any. */
export function highestOf(lines: readonly RunLine[], of: (band: Band) => readonly number[]): number {
  return lines
    .flatMap(({ training, tested }) => [...of(training), ...of(tested)])
    .reduce((highest, value) => (Number.isFinite(value) && value > highest ? value : highest), 0)
}
