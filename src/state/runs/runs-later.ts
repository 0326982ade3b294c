import type { StoreApi } from 'zustand/vanilla'
import { loadPart } from '../../core/load-part'
import type { KeyValueStore } from '../../data/key-value-store'
import type { Store } from '../app-state'
import type { OpenRuns } from './open-runs'

/** What keeps runs is a file of its own. */
export interface RunsLater {
  /** Fetches it where it is not there yet. @throws what the browser says where it cannot be had; the next call tries again */
  get(): Promise<OpenRuns>
  /** What was kept is deleted: the list is empty, and is read anew when somebody asks. */
  forget(): void
}

/**
 * Fetches what keeps runs when the first one begins, or when somebody asks for one. Nothing of a run is lost until then: its curve is in the store.
 *
 * @param open  where runs are stored
 */
export function followRuns(store: StoreApi<Store>, open: () => Promise<KeyValueStore<unknown>>): RunsLater {
  let opened: Promise<OpenRuns> | null = null
  const get = (): Promise<OpenRuns> => {
    opened ??= loadPart(async () => (await import('./open-runs')).openRuns(store, open)).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  store.subscribe(({ training, actions }, before) => {
    if (training.state === 'running' && before.training.state !== 'running') get().catch(actions.showError)
  })
  return {
    get,
    forget() {
      void opened?.then((open) => open.kept.forget())
    },
  }
}
