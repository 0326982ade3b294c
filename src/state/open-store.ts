import type { StoreApi } from 'zustand/vanilla'
import { createWorkerClient } from '../worker/client'
import type { Store } from './app-state'
import { createAppStore } from './store'

/** The page's store, with a worker that starts at once. */
export function openStore(): StoreApi<Store> {
  return createAppStore(createWorkerClient(), openStorage())
}

/** Settings are kept where the browser allows it; merely naming `localStorage` throws where it does not. */
function openStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
