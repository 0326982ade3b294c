import { withinLimit } from '../../core/within-limit'
import { STORAGE_LIMIT_MS } from './calls'

/** What this browser keeps for the page, by what it is for. */
export const keptKinds = ['runs', 'models', 'hand', 'data'] as const
export type KeptKind = (typeof keptKinds)[number]

/** By the databases that hold it. */
const DATABASES: Readonly<Record<KeptKind | 'others', readonly string[]>> = {
  runs: ['gatelight-runs'],
  models: ['gatelight-models'],
  hand: ['gatelight-hand'],
  data: ['gatelight-data', 'gatelight-own'],
  others: ['gatelight-visits', 'gatelight-tuning'],
}

export interface StorageUsage {
  /** Of all that the page stores, and that it may; null where the browser does not tell. */
  readonly bytes: number | null
  readonly quota: number | null
  /** Nothing is deleted by the browser itself; null where it does not tell. */
  readonly isPersisted: boolean | null
}

/** The browser's storage as a whole; tests give their own. */
export interface BrowserStorage {
  usage(): Promise<StorageUsage>
  /** Asks the browser to delete nothing by itself. @returns whether it does as asked */
  persist(): Promise<boolean>
  /** Deletes what is kept of a kind. */
  forget(kind: KeptKind): Promise<void>
  /** Deletes all, and opens the page anew. */
  forgetEverything(): Promise<void>
}

export const browserStorage: BrowserStorage = {
  async usage() {
    const [estimate, isPersisted] = await Promise.all([ask(() => navigator.storage.estimate()), ask(() => navigator.storage.persisted())])
    return { bytes: estimate?.usage ?? null, quota: estimate?.quota ?? null, isPersisted }
  },
  persist: async () => (await ask(() => navigator.storage.persist())) ?? false,
  forget: (kind) => deleteDatabases(DATABASES[kind]),
  async forgetEverything() {
    await deleteDatabases(Object.values(DATABASES).flat())
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of Object.keys(storage)) if (key.startsWith('gatelight/')) storage.removeItem(key)
    }
    location.assign(location.pathname + location.search)
  },
}

/** Null where the browser has no such thing, forbids it, or does not answer. */
async function ask<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await withinLimit(work(), STORAGE_LIMIT_MS, () => new Error('silent'))
  } catch {
    return null
  }
}

/** @throws what the browser says; where another tab holds on to one, that is deleted when the tab lets go */
async function deleteDatabases(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.addEventListener('success', () => resolve())
      request.addEventListener('blocked', () => resolve())
      request.addEventListener('error', () => reject(request.error ?? new Error(name)))
    })
  }
}
