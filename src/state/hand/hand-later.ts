import { loadPart } from '../../core/load-part'
import type { OpenHand, OpenHandOptions } from './open-hand'

export interface HandLater {
  /** Fetches it where it is not there yet. @throws what the browser says where it cannot be had; the next call tries again */
  get(): Promise<OpenHand>
  /** What was kept is deleted. */
  forget(): void
}

/** Fetches what keeps a hand when somebody looks at it, or keeps a drawing. */
export function followHand(options: () => OpenHandOptions): HandLater {
  let opened: Promise<OpenHand> | null = null
  return {
    get() {
      opened ??= loadPart(async () => (await import('./open-hand')).openHand(options())).catch((error: unknown) => {
        opened = null
        throw error
      })
      return opened
    },
    forget() {
      void opened?.then(({ hand }) => hand.forget())
    },
  }
}
