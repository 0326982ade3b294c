import { expect, test } from 'vitest'
import { yieldToEvents } from './yield-to-events'

/** In a browser, whose event loop it is about; in Node, runs of training are tested with it. */

test('events that wait are handled before it comes back, and promises alone are not enough for them', async () => {
  const seen: string[] = []
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => void seen.push('event')
  port2.postMessage(null)
  await Promise.resolve()
  seen.push('promise')
  while (!seen.includes('event')) await yieldToEvents()
  port1.close()
  expect(seen).toEqual(['promise', 'event'])
})

test('timers have their turn, however often it is called', async () => {
  const ticks: number[] = []
  const timer = setInterval(() => ticks.push(performance.now()), 1)
  for (const end = performance.now() + 200; performance.now() < end;) await yieldToEvents()
  clearInterval(timer)
  expect(ticks.length).toBeGreaterThan(0)
})

test('whoever waits first comes back first', async () => {
  const seen: number[] = []
  await Promise.all(
    [1, 2, 3].map(async (place) => {
      await yieldToEvents()
      seen.push(place)
      await yieldToEvents()
      seen.push(10 * place)
    }),
  )
  expect(seen).toEqual([1, 2, 3, 10, 20, 30])
})
