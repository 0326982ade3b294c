import { loadPart } from '../../core/load-part'
import type { OpenShelf, OpenShelfOptions } from './open-shelf'

export interface ShelfLater {
  /** Fetches it where it is not there yet. @throws what the browser says where it cannot be had; the next call tries again */
  get(): Promise<OpenShelf>
  /** What was kept is deleted. */
  forget(): void
}

/** Fetches what keeps models when the first run is over, or when somebody looks at the shelf. */
export function followShelf(options: Omit<OpenShelfOptions, 'hasRun'>): ShelfLater {
  const { store } = options
  let opened: Promise<OpenShelf> | null = null
  let hasRun = false
  const get = (): Promise<OpenShelf> => {
    opened ??= loadPart(async () => (await import('./open-shelf')).openShelf({ ...options, hasRun: () => hasRun })).catch(
      (error: unknown) => {
        opened = null
        throw error
      },
    )
    return opened
  }
  const stop = store.subscribe(({ training, actions }) => {
    if (training.state !== 'running') return
    stop()
    hasRun = true
    get().catch(actions.showError)
  })
  return {
    get,
    forget() {
      void opened?.then(({ shelf }) => shelf.forget())
    },
  }
}
