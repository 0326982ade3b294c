import type { StorageActions } from '../actions'
import type { BrowserStorage, KeptKind } from './browser-storage'

export interface StorageActionsOptions {
  readonly storage: BrowserStorage
  /** What is shown of each kind is emptied. */
  readonly reset: Readonly<Record<Exclude<KeptKind, 'data'>, () => void>>
  /** The page stores itself no more. */
  readonly endVisit: () => void
  readonly onError: (error: unknown) => void
}

/** What a visitor does with all that the browser keeps. What fails is told: no promise rejects. */
export function storageActions({ storage, reset, endVisit, onError }: StorageActionsOptions): StorageActions {
  return {
    storageUsage: () => storage.usage(),
    persistStorage: () => storage.persist(),
    async forget(what) {
      try {
        if (what === 'everything') {
          endVisit()
          return await storage.forgetEverything()
        }
        await storage.forget(what)
        if (what !== 'data') reset[what]()
      } catch (error) {
        onError(error)
      }
    },
  }
}
