import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TabChannel } from './other-tabs'
import { newPage, type OpenStore } from './store.fixture'

/** Tabs that hear each other. */
class Tabs {
  private readonly listeners = new Map<TabChannel, (message: unknown) => void>()
  /** Ends without a word. */
  kill(channel: TabChannel): void {
    this.listeners.delete(channel)
  }

  readonly leave = new Map<TabChannel, () => void>()

  open(): TabChannel {
    const channel: TabChannel = {
      post: (message) => {
        for (const [other, listener] of this.listeners) if (other !== channel) listener(structuredClone(message))
      },
      listen: (listener) => void this.listeners.set(channel, listener),
      onLeave: (listener) => void this.leave.set(channel, listener),
    }
    return channel
  }
}

interface Tab extends OpenStore {
  readonly channel: TabChannel
  train(state: 'running' | 'paused' | 'stopped'): void
  readonly told: () => readonly string[]
}

let tabs: Tabs

async function openTab(): Promise<Tab> {
  const { client, environment, readyStore } = newPage()
  const channel = tabs.open()
  Object.assign(environment, { openTabChannel: () => channel })
  const opened = await readyStore()
  return {
    ...opened,
    channel,
    train: (state) => client.tell({ type: 'trainingState', state }),
    told: () => opened.state().notices.map(({ level, error }) => `${level} ${error.code}`),
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  tabs = new Tabs()
})

afterEach(() => void vi.useRealTimers())

test('both tabs are told when a second one trains, and neither while only one does', async () => {
  const [a, b, c] = [await openTab(), await openTab(), await openTab()]
  a.train('running')
  expect([a.told(), b.told(), c.told()]).toEqual([[], [], []])
  b.train('running')
  expect([a.told(), b.told(), c.told()]).toEqual([['info other-tab'], ['info other-tab'], []])
  b.train('paused')
  expect([a.told(), b.told()]).toEqual([[], []])
  b.train('running')
  expect([a.told(), b.told()]).toEqual([['info other-tab'], ['info other-tab']])
  a.train('stopped')
  expect([a.told(), b.told()]).toEqual([[], []])
})

test('a tab that is closed trains no more', async () => {
  const [a, b] = [await openTab(), await openTab()]
  a.train('running')
  b.train('running')
  tabs.leave.get(b.channel)!()
  expect(a.told()).toEqual([])
})

test('a tab that is gone without a word is forgotten, one that trains on is not', async () => {
  const [a, b, c] = [await openTab(), await openTab(), await openTab()]
  for (const tab of [a, b, c]) tab.train('running')
  // What keeps runs comes in real time.
  await vi.dynamicImportSettled()
  tabs.kill(c.channel)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([a.told(), b.told()]).toEqual([['info other-tab'], ['info other-tab']])
  tabs.kill(b.channel)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(a.told()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('nonsense is passed over', async () => {
  const [a, b] = [await openTab(), await openTab()]
  a.train('running')
  for (const nonsense of [null, 'x', { tab: 1 }, { tab: 'x', says: 'sings' }]) b.channel.post(nonsense)
  expect(a.told()).toEqual([])
})
