import { openDB } from 'idb'
import type { TuningStore } from '../nn/engine'

const STORE = 'kernels'

/** What was measured of an adapter's kernels, in IndexedDB. A connection lives as long as one call, so that no tab ever blocks another's upgrade. */
export function openTuningStore(name = 'gatelight-tuning'): TuningStore {
  const connect = async () => openDB(name, 1, { upgrade: (db) => void db.createObjectStore(STORE) })
  return {
    async load(key) {
      const db = await connect()
      try {
        const stored: unknown = await db.get(STORE, key)
        return stored
      } finally {
        db.close()
      }
    },
    async save(key, tuning) {
      const db = await connect()
      try {
        await db.put(STORE, tuning, key)
      } finally {
        db.close()
      }
    },
  }
}
