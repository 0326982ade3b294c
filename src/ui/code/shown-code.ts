/** Which kernel's code is shown in front of the page; it belongs to no view, and is forgotten with the page. */

import { useSyncExternalStore } from 'react'

let shown: string | null = null
const listeners = new Set<() => void>()

function set(kernel: string | null): void {
  shown = kernel
  for (const tell of listeners) tell()
}

/** @param kernel  its label, as a profile names it */
export const showCode = (kernel: string): void => set(kernel)
export const hideCode = (): void => set(null)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useShownCode(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => shown,
  )
}
