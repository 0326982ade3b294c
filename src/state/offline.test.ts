import { describe, expect, it } from 'vitest'
import { OfflinePage } from './offline'

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing'
  readonly messages: unknown[] = []
  postMessage(message: unknown): void {
    this.messages.push(message)
  }
  become(state: ServiceWorkerState): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

/** A browser whose page is `controlled` by an earlier version or not. */
function browser(isControlled: boolean, refusal: Promise<undefined> | null = null) {
  const registration = Object.assign(new EventTarget(), {
    active: null,
    installing: null as FakeWorker | null,
    waiting: null as FakeWorker | null,
    updates: 0,
    async update() {
      registration.updates++
    },
  })
  const container = Object.assign(new EventTarget(), {
    controller: isControlled ? {} : null,
    ready: Promise.resolve(registration),
    register: () => refusal ?? Promise.resolve(registration),
  })
  const seen = { reloads: 0, time: 0, show: (): void => {} }
  const page = new OfflinePage({
    // @ts-expect-error -- of the browser's types only what is used
    container,
    reload: () => seen.reloads++,
    now: () => seen.time,
    onShown: (listener) => (seen.show = listener),
  })
  return { page, registration, container, seen }
}

describe('the page without a network', () => {
  it('is ready when its first version is kept', async () => {
    const { page } = browser(false)
    let heard = 0
    page.subscribe(() => heard++)
    expect(page.state()).toBe('none')
    await page.begin('sw.js')
    expect([page.state(), heard]).toEqual(['ready', 1])
  })

  it('goes on without a worker that is refused', async () => {
    for (const refusal of [Promise.reject(new TypeError('blocked')), Promise.resolve(undefined)]) {
      const { page } = browser(false, refusal)
      await page.begin('sw.js')
      expect(page.state()).toBe('none')
    }
  })

  it('tells of a new version, and opens it when it is asked for', async () => {
    const { page, registration, container, seen } = browser(true)
    await page.begin('sw.js')
    const worker = new FakeWorker()
    registration.installing = worker
    registration.dispatchEvent(new Event('updatefound'))
    expect(page.state()).toBe('ready')
    worker.become('installed')
    expect(page.state()).toBe('new')
    expect([worker.messages, seen.reloads]).toEqual([[], 0])
    page.takeNew()
    expect(worker.messages).toEqual(['take-over'])
    container.dispatchEvent(new Event('controllerchange'))
    expect(seen.reloads).toBe(1)
  })

  it('is not opened anew because another tab has asked for the new version', async () => {
    const { page, container, seen } = browser(true)
    await page.begin('sw.js')
    container.dispatchEvent(new Event('controllerchange'))
    expect([page.state(), seen.reloads]).toEqual(['new', 0])
    page.takeNew()
    expect(seen.reloads).toBe(1)
  })

  it('asks for a new version when it is looked at after an hour', async () => {
    const { page, registration, seen } = browser(true)
    await page.begin('sw.js')
    seen.show()
    expect(registration.updates).toBe(0)
    seen.time = 3_600_000
    seen.show()
    seen.show()
    expect(registration.updates).toBe(1)
  })
})
