import type { StoreApi } from 'zustand/vanilla'
import { createWorkerClient } from '../worker/client'
import { followAddress } from './address/follow'
import { browserHistory } from './address/page-history'
import type { Store } from './app-state'
import { browserEnvironment } from './environment'
import { createAppStore } from './store'

/** The page's store, with a worker that starts at once. */
export function openStore(): StoreApi<Store> {
  const environment = browserEnvironment()
  const storesNothing = environment.embed !== null
  return createAppStore(createWorkerClient({ storesNothing }), storesNothing ? null : openStorage(), environment)
}

/** Has the page show what its address says, from now on. @returns when view and drawing are handed on, so that the page begins with them */
export function followPageAddress(store: StoreApi<Store>): Promise<void> {
  return followAddress(store, browserHistory())
}

/** Settings are kept where the browser allows it; merely naming `localStorage` throws where it does not. */
function openStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
