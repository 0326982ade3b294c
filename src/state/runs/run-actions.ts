import type { RunActions } from '../actions'
import type { OpenRuns } from './open-runs'
import { MOST_CHOSEN, type RunsState } from './runs-state'

export interface RunActionsOptions {
  /** What keeps runs, which may have to be fetched. */
  readonly open: () => Promise<OpenRuns>
  readonly get: () => RunsState
  readonly set: (change: Partial<RunsState>) => void
  readonly onError: (error: unknown) => void
}

/** What a visitor does with runs. What fails is told: no promise rejects. */
export function runActions({ open, get, set, onError }: RunActionsOptions): RunActions {
  const attempt = async (work: (runs: OpenRuns) => Promise<void>): Promise<void> => {
    try {
      await work(await open())
    } catch (error) {
      onError(error)
    }
  }
  return {
    trainSeeds: () => attempt((runs) => runs.runSeeds()),
    loadRuns: () => attempt(({ kept }) => kept.load()),
    renameRun: (id, name) => attempt(({ kept }) => kept.rename(id, name)),
    deleteRun: (id) => attempt(({ kept }) => kept.delete(id)),
    undoDeleteRun: () => attempt(({ kept }) => kept.undoDelete()),
    pinRun: (id) => attempt(({ kept }) => kept.pin(id)),
    chooseRun(id, isChosen) {
      const others = get().chosen.filter((other) => other !== id)
      set({ chosen: isChosen ? [...others, id].slice(-MOST_CHOSEN) : others })
    },
    setRunsView: (change) => set({ view: { ...get().view, ...change } }),
  }
}
