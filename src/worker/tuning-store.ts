import { withinLimit } from '../core/within-limit'
import { openKeyValueStore } from '../data/key-value-store'
import type { TuningStore } from '../nn/engine'

/** Milliseconds that the browser's storage gets. Another tab may block it for good; kernels are measured anew within a second or two. */
export const STORAGE_MS = 3_000

/** What was measured of an adapter's kernels, kept between visits. */
export function openTuningStore(database = 'gatelight-tuning'): TuningStore {
  const store = openKeyValueStore<Readonly<Record<string, string>>>(database, 'kernels')
  const inTime = <T>(work: Promise<T>): Promise<T> => withinLimit(work, STORAGE_MS, () => new Error('the storage does not answer'))
  return {
    load: (key) => inTime(store.get(key)),
    save: (key, tuning) => inTime(store.putAll(new Map([[key, tuning]]))),
  }
}
