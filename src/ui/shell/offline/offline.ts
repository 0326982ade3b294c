import { useSyncExternalStore } from 'react'
import type { OfflinePage, OfflineState } from '../../../state/offline'
import { loadPart } from '../../../core/load-part'
import { afterParts } from '../../kit/part'

/** The page's own, once it is there. */
let page: OfflinePage | null = null
const waiting = new Set<() => void>()

/** Only what was built is kept; over plain http browsers have no service workers, and a page inside another keeps nothing. */
if (import.meta.env.PROD && 'navigator' in globalThis && 'serviceWorker' in navigator && !isEmbedded()) afterParts(begin)

async function begin(): Promise<void> {
  const { OfflinePage: Offline } = await loadPart(() => import('../../../state/offline'))
  page = new Offline({
    container: navigator.serviceWorker,
    reload: () => location.reload(),
    now: () => performance.now(),
    onShown: (listener) => document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener()),
  })
  for (const listener of waiting) page.subscribe(listener)
  // All that can wait came first: the worker fetches the same files once more, and Chromium may not let a new version take over while the page still fetches.
  void page.begin(new URL('service-worker.js', document.baseURI).href)
}

/** Asked of the address itself: what reads all of it is a part of the state's. */
function isEmbedded(): boolean {
  return new URLSearchParams(location.search).has('embed')
}

export function useOffline(): OfflineState {
  return useSyncExternalStore(subscribe, stateNow, stateNow)
}

function stateNow(): OfflineState {
  return page?.state() ?? 'none'
}

export function takeNewVersion(): void {
  page?.takeNew()
}

function subscribe(listener: () => void): () => void {
  waiting.add(listener)
  const unsubscribe = page?.subscribe(listener)
  return () => {
    waiting.delete(listener)
    unsubscribe?.()
  }
}
