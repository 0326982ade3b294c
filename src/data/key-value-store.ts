import type { IDBPDatabase } from 'idb'
import { makeStores, openDatabase } from './open-database'

/**
 * What is kept in the browser between visits, by its key. Any call may reject: storage can be absent, full or broken.
 *
 * A connection lives as long as one call, so that no tab ever blocks another's upgrade.
 */
export interface KeyValueStore<Value> {
  /** What is kept under a key, `undefined` for nothing. Of unknown type because other programs and older versions write there too. */
  get(key: string): Promise<unknown>
  keys(): Promise<readonly string[]>
  /** Everything that is kept, by its key. */
  entries(): Promise<ReadonlyMap<string, unknown>>
  /** Stores all of them or none. */
  putAll(entries: ReadonlyMap<string, Value>): Promise<void>
  delete(key: string): Promise<void>
}

/** A store in IndexedDB, which workers reach and which takes binary values without a request to pretend. */
export function openKeyValueStore<Value>(database: string, store: string): KeyValueStore<Value> {
  const form = { name: database, steps: [makeStores(store)] }
  const connected = async <T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> => {
    const db = await openDatabase(form)
    try {
      return await work(db)
    } finally {
      db.close()
    }
  }
  return {
    get: (key) => connected<unknown>((db) => db.get(store, key)),
    keys: () => connected(async (db) => (await db.getAllKeys(store)).filter((key) => typeof key === 'string')),
    entries: () =>
      connected(async (db) => {
        const transaction = db.transaction(store, 'readonly')
        const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()])
        return new Map<string, unknown>(keys.flatMap((key, place) => (typeof key === 'string' ? [[key, values[place]]] : [])))
      }),
    putAll: (entries) =>
      connected(async (db) => {
        const transaction = db.transaction(store, 'readwrite')
        try {
          for (const [key, value] of entries) await transaction.store.put(value, key)
          await transaction.done
        } catch (error) {
          // A value that cannot be copied is refused before there is a request, which alone would not undo the others.
          await undo(transaction)
          throw error
        }
      }),
    delete: (key) => connected((db) => db.delete(store, key)),
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
