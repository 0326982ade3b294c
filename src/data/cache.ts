import { openDB } from 'idb'
import type { Bytes } from './byte-reader'

/** Where checked files are kept between visits. Any call may reject: storage can be absent, full or broken. */
export interface DataCache {
  /** What lies under a key, `undefined` for nothing. Of unknown type because other programs and older versions write there too. */
  get(key: string): Promise<unknown>
  /** Stores all of them or none. */
  putAll(entries: ReadonlyMap<string, Bytes>): Promise<void>
  delete(key: string): Promise<void>
}

const STORE = 'files'

/**
 * A cache in IndexedDB, which workers reach and which takes binary values without a request to pretend.
 *
 * A connection lives as long as one call, so that no tab ever blocks another's upgrade.
 */
export function openDataCache(name = 'gatelight-data'): DataCache {
  const connect = async () => openDB(name, 1, { upgrade: (db) => void db.createObjectStore(STORE) })
  return {
    async get(key) {
      const db = await connect()
      try {
        return await db.get(STORE, key)
      } finally {
        db.close()
      }
    },
    async putAll(entries) {
      const db = await connect()
      try {
        const transaction = db.transaction(STORE, 'readwrite')
        await Promise.all([...Array.from(entries, ([key, bytes]) => transaction.store.put(bytes, key)), transaction.done])
      } finally {
        db.close()
      }
    },
    async delete(key) {
      const db = await connect()
      try {
        await db.delete(STORE, key)
      } finally {
        db.close()
      }
    },
  }
}
