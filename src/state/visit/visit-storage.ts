import type { Decoder } from '../../core/decode'
import type { KeyValueStore } from '../../data/key-value-store'
import { StorageCalls } from '../storage/calls'
import { VisitStorageError } from './errors'
import { decodePage, decodeWork, recordOfPage, recordOfWork, type VisitedPage, type VisitedWork } from './visit'

/** So many visits that ended are kept: one for each of the tabs that most people have of a page. */
const MOST_VISITS = 4

/** A visit that an earlier one left. */
export interface StoredVisit {
  readonly slot: string
  readonly page: VisitedPage
  /** Null where there is none, or where it makes no sense. */
  readonly work: VisitedWork | null
}

const keyOf = (slot: string, part: 'page' | 'work'): string => `${slot} ${part}`

/** Visits between visits, one call after another. Any call may fail with a `VisitStorageError`. */
export class VisitStorage {
  private readonly calls: StorageCalls

  /** @param open  the store, which may have to be loaded, or be absent */
  constructor(open: () => Promise<KeyValueStore<unknown>>) {
    this.calls = new StorageCalls(open, VisitStorageError)
  }

  /** When each visit was stored last, the newest first. What makes no sense is left out. */
  list(): Promise<readonly { readonly slot: string; readonly saved: number }[]> {
    return this.calls.attempt('read', async (store) => {
      const visits: { slot: string; saved: number }[] = []
      for (const key of await store.keys()) {
        if (!key.endsWith(' page')) continue
        const page = decoded(decodePage, await store.get(key))
        if (page !== null) visits.push({ slot: key.slice(0, -' page'.length), saved: page.saved })
      }
      return visits.toSorted((a, b) => b.saved - a.saved)
    })
  }

  /** @returns null where there is no such visit */
  load(slot: string): Promise<StoredVisit | null> {
    return this.calls.attempt('read', async (store) => {
      const page = decoded(decodePage, await store.get(keyOf(slot, 'page')))
      return page && { slot, page, work: decoded(decodeWork, await store.get(keyOf(slot, 'work'))) }
    })
  }

  putPage(slot: string, page: VisitedPage): Promise<void> {
    return this.calls.attempt('write', (store) => store.putAll(new Map([[keyOf(slot, 'page'), recordOfPage(page)]])))
  }

  /** Both or none. */
  putAll(slot: string, page: VisitedPage, work: VisitedWork): Promise<void> {
    const records = new Map([
      [keyOf(slot, 'page'), recordOfPage(page)],
      [keyOf(slot, 'work'), recordOfWork(work)],
    ])
    return this.calls.attempt('write', (store) => store.putAll(records))
  }

  /** Deletes the oldest of the visits that nobody is at. @param free  the newest first */
  prune(free: readonly string[]): Promise<void> {
    return this.calls.attempt('write', async (store) => {
      for (const slot of free.slice(MOST_VISITS)) {
        await store.delete(keyOf(slot, 'work'))
        await store.delete(keyOf(slot, 'page'))
      }
    })
  }
}

function decoded<T>(decode: Decoder<T>, value: unknown): T | null {
  try {
    return value === undefined ? null : decode(value, 'visit')
  } catch {
    return null
  }
}
