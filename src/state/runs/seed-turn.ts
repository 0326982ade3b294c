import type { StoreApi } from 'zustand/vanilla'
import { trainingRanges } from '../../nn/spec/training'
import type { Store } from '../app-state'
import { holdsSettings, type RunState } from '../run-state'
import { newId } from './names'
import type { RunsState } from './runs-state'

/** Enough to see how far runs lie apart, and no more than somebody waits for. */
export const SEEDS = 5

/**
 * Runs the settings of the panel with one seed after another, from fresh weights each: what they differ in is chance alone. The turn ends with the first run
 * that does not come to its end by itself; one that was cut off is waited for. Then the panel is as it was.
 */
export async function runSeeds(store: StoreApi<Store>): Promise<void> {
  const { actions, training, model, runs } = store.getState()
  const { settings, start } = training
  if (runs.turn !== null || holdsSettings(training)) return
  const setTurn = (turn: RunsState['turn']): void => store.setState({ runs: { ...store.getState().runs, turn } })
  const group = newId()
  const seeds = seedsFrom(settings.seed)
  try {
    for (const [place, seed] of seeds.entries()) {
      setTurn({ group, seeds, place })
      actions.adoptTraining({ settings: { ...settings, seed }, start: 'fresh' })
      await actions.startTraining()
      if ((await endOf(store)) !== 'finished') break
    }
  } finally {
    setTurn(null)
    // Another network has settings of its own.
    if (store.getState().model?.spec === model?.spec) actions.adoptTraining({ settings, start })
  }
}

/** The seed and those after it; at the end of their range, the last ones. */
export function seedsFrom(seed: number, count = SEEDS): readonly number[] {
  const first = Math.min(seed, trainingRanges.seed.max - count + 1)
  return Array.from({ length: count }, (_, place) => first + place)
}

/** How the run ended, once it has. */
function endOf(store: StoreApi<Store>): Promise<RunState> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { training } = store.getState()
      if (holdsSettings(training)) return
      leave()
      resolve(training.state)
    }
    const leave = store.subscribe(look)
    look()
  })
}
