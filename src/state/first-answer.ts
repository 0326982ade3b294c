import type { StoreApi } from 'zustand/vanilla'
import type { Store } from './app-state'

/** A network that answers nothing must not keep the rest of the page away, milliseconds. */
const ANSWER_MS = 5000

/** By then an answer that has come is painted, milliseconds. */
const PAINTED_MS = 100

/** @returns when the page has answered for the first time and has painted that, or when it is clear that it will not soon */
export function firstAnswer(store: Pick<StoreApi<Store>, 'getState' | 'subscribe'>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(0), ANSWER_MS)
    const end = (wait: number): void => {
      clearTimeout(timer)
      unsubscribe()
      setTimeout(resolve, wait)
    }
    const look = ({ trace, status }: Store): void => {
      if (trace !== null || status === 'failed') end(PAINTED_MS)
    }
    const unsubscribe = store.subscribe(look)
    look(store.getState())
  })
}
