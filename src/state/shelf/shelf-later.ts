import { loadPart } from '../../core/load-part'
import type { OpenShelf, OpenShelfOptions } from './open-shelf'

/** Fetches what keeps models when the first run is over, or when somebody looks at the shelf. */
export function followShelf(options: OpenShelfOptions): () => Promise<OpenShelf> {
  const { store } = options
  let opened: Promise<OpenShelf> | null = null
  const get = (): Promise<OpenShelf> => {
    opened ??= loadPart(async () => (await import('./open-shelf')).openShelf(options)).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  const stop = store.subscribe(({ training, actions }) => {
    if (training.state !== 'running') return
    stop()
    get().catch(actions.showError)
  })
  return get
}
