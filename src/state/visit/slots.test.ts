import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browserSlots } from './slots'

/** Tabs without locks, as over plain http: every `browserSlots()` is another tab. */

const channels: BroadcastChannel[] = []

beforeEach(() => {
  const { BroadcastChannel: Own } = globalThis
  vi.stubGlobal('navigator', {})
  // Channels that stay open would keep the test's process alive.
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Own {
      constructor(name: string) {
        super(name)
        channels.push(this)
      }
    },
  )
})

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close()
  vi.unstubAllGlobals()
})

it('a visit that a tab has is taken', async () => {
  expect(await browserSlots().claim('a')).toBe(true)
  expect(await browserSlots().claim('a')).toBe(false)
  expect(await browserSlots().claim('b')).toBe(true)
})

it('of tabs that ask at once exactly one has it', async () => {
  for (let turn = 0; turn < 6; turn++) {
    const claims = await Promise.all([0, 1, 2].map(() => browserSlots().claim(`turn ${turn}`)))
    expect(claims.filter(Boolean)).toHaveLength(1)
  }
})

it('a tab that was busy still hears whose it is', async () => {
  expect(await browserSlots().claim('a')).toBe(true)
  const second = browserSlots().claim('a')
  const end = performance.now() + 700
  while (performance.now() < end);
  expect(await second).toBe(false)
})
