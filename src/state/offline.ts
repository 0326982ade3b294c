/** `ready`: the page opens without a network; `new`: a newer version is there and waits to be asked for. */
export type OfflineState = 'none' | 'ready' | 'new'

/** The part of the browser's registration that is needed. */
type Registration = Pick<ServiceWorkerRegistration, 'active' | 'installing' | 'waiting' | 'addEventListener' | 'update'>

export interface OfflineOptions {
  readonly container: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener' | 'ready'> & {
    /** What guards visitors against service workers may answer with nothing. */
    register(url: string, options: RegistrationOptions): Promise<Registration | undefined>
  }
  readonly reload: () => void
  readonly now: () => number
  /** Calls back whenever the visitor looks at the page again. */
  readonly onShown: (listener: () => void) => void
}

/** Between two questions for a newer version, milliseconds. */
const ASK_AGAIN_MS = 3_600_000

/** What the visitor asks the waiting version for. */
const TAKE_OVER = 'take-over'

/** Follows the service worker that keeps the page: nothing of it is forced on the visitor, and a page without one works as before. */
export class OfflinePage {
  private now: OfflineState = 'none'
  private waiting: ServiceWorker | null = null
  private readonly listeners = new Set<() => void>()
  private isAskedFor = false

  constructor(private readonly options: OfflineOptions) {}

  readonly state = (): OfflineState => this.now

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /**
   * Registers the worker. Where it is refused the page goes on without it.
   *
   * @param url  of its script, in the page's own folder
   */
  async begin(url: string): Promise<void> {
    const { container, now, onShown } = this.options
    const isFirst = container.controller === null
    const registration = await container.register(url, { updateViaCache: 'none' }).catch(() => undefined)
    if (registration === undefined) return
    container.addEventListener('controllerchange', () => this.onTakeOver(isFirst))
    registration.addEventListener('updatefound', () => this.follow(registration.installing))
    if (container.controller !== null && registration.waiting !== null) this.found(registration.waiting)
    else this.follow(registration.installing)
    let askedAt = now()
    onShown(() => {
      if (now() - askedAt < ASK_AGAIN_MS) return
      askedAt = now()
      // Without a network there is nothing new.
      void registration.update().catch(() => {})
    })
    await container.ready
    if (this.now === 'none') this.become('ready')
  }

  /** Opens the page anew, in the version that waits. */
  takeNew(): void {
    this.isAskedFor = true
    // Another tab has asked for it already.
    if (this.waiting === null) this.options.reload()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to be named
    else this.waiting.postMessage(TAKE_OVER)
  }

  private follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && this.options.container.controller !== null) this.found(worker)
    })
  }

  private found(worker: ServiceWorker): void {
    this.waiting = worker
    this.become('new')
  }

  /** Another version has the page: asked for here, or in another tab, whose visitor has not asked for it here. */
  private onTakeOver(isFirst: boolean): void {
    if (this.isAskedFor) return this.options.reload()
    if (isFirst && this.waiting === null) return
    this.waiting = null
    this.become('new')
  }

  private become(state: OfflineState): void {
    this.now = state
    for (const listener of this.listeners) listener()
  }
}
