import type { StoreApi } from 'zustand/vanilla'
import type { KeyValueStore } from '../../data/key-value-store'
import type { Store } from '../app-state'
import { KeptRuns } from './kept-runs'
import { RunRecorder } from './recorder'
import { RunStorage } from './run-storage'
import { runSeeds } from './seed-turn'

export interface OpenRuns {
  readonly kept: KeptRuns
  /** Runs what the panel is set to with several seeds. */
  runSeeds(): Promise<void>
}

/** Takes down the page's runs from now on, the one that goes on among them. @param open  where runs are stored */
export function openRuns(store: StoreApi<Store>, open: () => Promise<KeyValueStore<unknown>>): OpenRuns {
  const kept = new KeptRuns({
    storage: new RunStorage(open),
    get: () => store.getState().runs,
    set: (change) => store.setState({ runs: { ...store.getState().runs, ...change } }),
  })
  const recorder = new RunRecorder({ runs: kept, series: store.getState().series, get: () => store.getState() })
  recorder.note(store.getState().training, null)
  store.subscribe(({ training }, before) => {
    if (training !== before.training) recorder.note(training, before.training)
  })
  return { kept, runSeeds: () => runSeeds(store) }
}
