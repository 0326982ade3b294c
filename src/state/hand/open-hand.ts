import type { StoreApi } from 'zustand/vanilla'
import type { WorkerClient } from '../../worker/client'
import type { Store } from '../app-state'
import type { PageEnvironment } from '../environment'
import type { ModelAccess } from '../shelf/open-shelf'
import { askToPersist } from '../storage/ask-to-persist'
import { Hand } from './hand'
import { HandStorage } from './hand-storage'
import { HandTuning } from './tuning'

export interface OpenHandOptions {
  readonly store: StoreApi<Store>
  readonly client: Pick<WorkerClient, 'request'>
  readonly environment: Pick<PageEnvironment, 'openHandStore' | 'download' | 'storage'>
  /** The page's model; null before there is a session. */
  readonly models: () => ModelAccess | null
}

export interface OpenHand {
  readonly hand: Hand
  readonly tuning: HandTuning
}

/** What keeps a hand, and what teaches it. */
export function openHand({ store, client, environment, models }: OpenHandOptions): OpenHand {
  const hand = new Hand({
    storage: new HandStorage(environment.openHandStore),
    get: () => store.getState().hand,
    set: (change) => store.setState({ hand: { ...store.getState().hand, ...change } }),
    download: environment.download,
    persist: () => askToPersist(environment.storage),
    now: () => Date.now(),
  })
  return { hand, tuning: new HandTuning({ client, store, models, now: () => performance.now() }) }
}
