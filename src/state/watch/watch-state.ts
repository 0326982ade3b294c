import type { ErrorData, RunProbe } from '../../worker/protocol'

export type { RunProbe } from '../../worker/protocol'

/** The inside of the network over the steps of the last run. */
export interface WatchState {
  /** Somebody looks, or did when the view was left. */
  readonly isOpen: boolean
  /** In the order of their steps; each of one of the run's moments. */
  readonly probes: readonly RunProbe[]
  /** Why no more come. */
  readonly error: ErrorData | null
}

export const closedWatch: WatchState = { isOpen: false, probes: [], error: null }
