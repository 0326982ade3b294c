import { openKeyValueStore } from '../data/key-value-store'
import type { TuningStore } from '../nn/engine'

/** What was measured of an adapter's kernels, kept between visits. */
export function openTuningStore(database = 'gatelight-tuning'): TuningStore {
  const store = openKeyValueStore<Readonly<Record<string, string>>>(database, 'kernels')
  return {
    load: (key) => store.get(key),
    save: (key, tuning) => store.putAll(new Map([[key, tuning]])),
  }
}
