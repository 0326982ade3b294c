import { yieldToEvents } from '../../core/yield-to-events'
import type { KeyValueStore } from '../../data/key-value-store'
import { decodeRun, recordOf } from './decode-run'
import { StorageCalls } from '../storage/calls'
import { RunStorageError } from './errors'
import { type KeptRun, MOST_RUNS } from './kept-run'

/** Records decoded between two looks at what else waits: some milliseconds of work. */
const AT_ONCE = 8

/** Under this key is the id of the baseline; it is none of a run. */
const BASELINE = 'baseline:'

export interface StoredRuns {
  /** The oldest first. */
  readonly runs: readonly KeptRun[]
  readonly baseline: string | null
  /** Records that make no sense, which stay where they are. */
  readonly damaged: number
}

/** Runs between visits, one call after another. Any call may fail with a `RunStorageError`. */
export class RunStorage {
  private readonly calls: StorageCalls

  /** @param open  the store, which may have to be loaded, or be absent */
  constructor(open: () => Promise<KeyValueStore<unknown>>) {
    this.calls = new StorageCalls(open, RunStorageError)
  }

  load(): Promise<StoredRuns> {
    return this.calls.attempt('read', async (store) => {
      const runs: KeptRun[] = []
      let damaged = 0
      const entries = [...(await store.entries())]
      for (const [place, [key, value]] of entries.entries()) {
        if (place % AT_ONCE === 0) await yieldToEvents()
        if (key === BASELINE) continue
        const run = decoded(key, value)
        if (run === null) damaged++
        else runs.push(run)
      }
      const baseline = entries.find(([key]) => key === BASELINE)?.[1]
      runs.sort((a, b) => a.began - b.began)
      return { runs, damaged, baseline: typeof baseline === 'string' ? baseline : null }
    })
  }

  /** All of them or none. @param others  how many are kept besides */
  put(runs: readonly KeptRun[], others: number): Promise<void> {
    return this.calls.attempt('write', (store) => {
      if (others + runs.length > MOST_RUNS) {
        throw new RunStorageError({ action: 'write', reason: { kind: 'tooMany', limit: MOST_RUNS } })
      }
      return store.putAll(new Map(runs.map((run) => [run.id, recordOf(run)])))
    })
  }

  delete(ids: readonly string[]): Promise<void> {
    return this.calls.attempt('write', async (store) => {
      for (const id of ids) await store.delete(id)
    })
  }

  pin(id: string | null): Promise<void> {
    return this.calls.attempt('write', (store) => (id === null ? store.delete(BASELINE) : store.putAll(new Map([[BASELINE, id]]))))
  }
}

function decoded(key: string, value: unknown): KeptRun | null {
  try {
    const run = decodeRun(value, 'run')
    return run.id === key ? run : null
  } catch {
    return null
  }
}
