import type { ErrorData } from '../../worker/protocol'
import type { AxisScale } from '../page-state'
import type { KeptRun } from './kept-run'
import type { SortKey } from './units'

/** The runs that are kept, and what of them is shown. */
export interface RunsState {
  /** `none`: nobody has asked for those of earlier visits. */
  readonly state: 'none' | 'loading' | 'ready'
  /** In the order in which they began; the one that goes on is among them. */
  readonly runs: readonly KeptRun[]
  /** Stored by earlier visits, and not to be read. */
  readonly damaged: number
  /** Why runs are not kept for the next visit, or were not from the last; null where they are. */
  readonly problem: ErrorData | null
  /** Ids of runs and groups whose curves are shown, in the order in which they were chosen. */
  readonly chosen: readonly string[]
  /** Id of the run or group that the others are compared with; null for none. */
  readonly baseline: string | null
  /** What was deleted last, and can be had back. */
  readonly deleted: readonly KeptRun[]
  /** The same settings with several seeds, one run after another; null while no such turn goes on. */
  readonly turn: SeedTurn | null
  readonly view: RunsView
}

export interface SeedTurn {
  /** Id that its runs get. */
  readonly group: string
  readonly seeds: readonly number[]
  /** Of the seed that it is at. */
  readonly place: number
}

/** Where the visitor is; stays while other views are open. */
export interface RunsView {
  readonly axis: 'steps' | 'seconds'
  /** Of the loss. */
  readonly scale: AxisScale
  readonly sort: { readonly key: SortKey; readonly isDescending: boolean }
}

/** So many lines are told apart. */
export const MOST_CHOSEN = 8

export const noRuns: RunsState = {
  state: 'none',
  runs: [],
  damaged: 0,
  problem: null,
  chosen: [],
  baseline: null,
  deleted: [],
  turn: null,
  view: { axis: 'steps', scale: 'linear', sort: { key: 'began', isDescending: true } },
}
