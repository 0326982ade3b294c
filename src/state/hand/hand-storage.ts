import { decodeHandRecord, type HandDrawing, recordOfDrawing } from '../../data/hand/drawing'
import type { KeyValueStore } from '../../data/key-value-store'
import { StorageCalls } from '../storage/calls'
import { HandStorageError } from './errors'

/** Drawings between visits, one record each, one call after another. Any call may fail with a `HandStorageError`. */
export class HandStorage {
  private readonly calls: StorageCalls

  /** @param open  the store, which may have to be loaded, or be absent */
  constructor(open: () => Promise<KeyValueStore<unknown>>) {
    this.calls = new StorageCalls(open, HandStorageError)
  }

  /** The oldest first; records that make no sense stay where they are. */
  list(): Promise<{ readonly drawings: readonly HandDrawing[]; readonly damaged: number }> {
    return this.calls.attempt('read', async (store) => {
      const all = [...(await store.entries())].map(([key, value]) => decoded(key, value))
      const drawings = all.flatMap((drawing) => drawing ?? [])
      return { drawings: drawings.toSorted((a, b) => a.drawn - b.drawn), damaged: all.length - drawings.length }
    })
  }

  /** All or none. */
  put(drawings: readonly HandDrawing[]): Promise<void> {
    return this.calls.attempt('write', (store) => store.putAll(new Map(drawings.map((drawing) => [drawing.id, recordOfDrawing(drawing)]))))
  }

  delete(ids: readonly string[]): Promise<void> {
    return this.calls.attempt('write', async (store) => {
      for (const id of ids) await store.delete(id)
    })
  }
}

function decoded(key: string, value: unknown): HandDrawing | null {
  try {
    const drawing = decodeHandRecord(value, 'drawing')
    return drawing.id === key ? drawing : null
  } catch {
    return null
  }
}
