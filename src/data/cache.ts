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
        const stored: unknown = await db.get(STORE, key)
        return stored
      } finally {
        db.close()
      }
    },
    async putAll(entries) {
      const db = await connect()
      try {
        const transaction = db.transaction(STORE, 'readwrite')
        try {
          for (const [key, bytes] of entries) await transaction.store.put(bytes, key)
          await transaction.done
        } catch (error) {
          // A value that cannot be copied is refused before there is a request, which alone would not undo the others.
          await undo(transaction)
          throw error
        }
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

async function undo(transaction: { abort(): void; readonly done: Promise<void> }): Promise<void> {
  try {
    transaction.abort()
  } catch {
    // It had ended by itself, for want of space.
  }
  await transaction.done.catch(() => {})
}
