import { judge, type BestSoFar } from '../../nn/spec/early-stopping'
import type { EpochResult } from '../../nn/spec/run-events'
import { type Spread, spreadOf } from '../../statistics/spread'
import type { KeptRun } from './kept-run'

/** What stands together in the list and is one line in the curves: a run, or the runs of a group. */
export interface RunUnit {
  /** Of the run or of the group. */
  readonly id: string
  readonly name: string
  readonly colour: number
  readonly isGroup: boolean
  /** At least one; in the order in which they began. */
  readonly runs: readonly KeptRun[]
}

/** What the list can be sorted by. */
export const figureNames = ['accuracy', 'loss', 'epochs', 'seconds'] as const
export type FigureName = (typeof figureNames)[number]
export type SortKey = 'began' | 'name' | FigureName

/** Runs and groups in the order in which they began. */
export function unitsOf(runs: readonly KeptRun[]): readonly RunUnit[] {
  const units = new Map<string, RunUnit>()
  for (const run of runs.toSorted((a, b) => a.began - b.began)) {
    const { id, name } = run.group ?? run
    const before = units.get(id)?.runs ?? []
    units.set(id, { id, name, colour: before[0]?.colour ?? run.colour, isGroup: run.group !== null, runs: [...before, run] })
  }
  return [...units.values()]
}

/** A run of a group by itself. */
export function unitOfRun(run: KeptRun): RunUnit {
  return { id: run.id, name: run.name, colour: run.colour, isGroup: false, runs: [run] }
}

/** Those that its figures and its band are made of: of a group, the runs that came to their end. */
export function countedRuns({ isGroup, runs }: RunUnit): readonly KeptRun[] {
  return isGroup ? runs.filter(({ outcome }) => outcome === 'finished') : runs
}

/** A figure of a unit: mean and deviation of a group's, a run's own; null before there is one. */
export function figureOf(unit: RunUnit, name: FigureName): Spread | null {
  return spreadOf(countedRuns(unit).flatMap((run) => figureOfRun(run, name) ?? []))
}

/** Accuracy and loss are those of the weights that the run left, on the digits that it was measured on. */
function figureOfRun(run: KeptRun, name: FigureName): number | null {
  switch (name) {
    case 'accuracy':
      return lastingEpoch(run)?.testAccuracy ?? null
    case 'loss':
      return lastingEpoch(run)?.testLoss ?? null
    case 'epochs':
      return run.epochs.length
    case 'seconds':
      return run.seconds
    default:
      return name satisfies never
  }
}

/** The epoch whose weights the run left: its last one, or the best where its settings ask for that. */
export function lastingEpoch({ epochs, outcome, settings: { earlyStopping } }: KeptRun): EpochResult | null {
  if (outcome !== 'finished' || earlyStopping?.restoreBestWeights !== true) return epochs.at(-1) ?? null
  const best = epochs.reduce<BestSoFar | null>((before, each) => judge(earlyStopping, before, each.epoch, each), null)
  return epochs.find(({ epoch }) => epoch === best?.epoch) ?? null
}

/** Units by a key, those without a value last either way; of equal ones the older first. */
export function sortUnits(units: readonly RunUnit[], key: SortKey, isDescending: boolean): readonly RunUnit[] {
  const sign = isDescending ? -1 : 1
  if (key === 'name') return units.toSorted((a, b) => sign * a.name.localeCompare(b.name, undefined, { numeric: true }))
  const values = new Map(units.map((unit) => [unit, valueOf(unit, key)]))
  return units.toSorted((a, b) => {
    const [left, right] = [values.get(a) ?? null, values.get(b) ?? null]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right)
  })
}

function valueOf(unit: RunUnit, key: Exclude<SortKey, 'name'>): number | null {
  const value = key === 'began' ? unit.runs[0]!.began : (figureOf(unit, key)?.mean ?? null)
  return value === null || Number.isNaN(value) ? null : value
}
