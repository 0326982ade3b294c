import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { yieldToEvents } from './yield-to-events'

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

test('whoever waits first comes back first, each in a task of its own', async () => {
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

test('a program waits for it, and then ends', async () => {
  const file = new URL('./yield-to-events.ts', import.meta.url).href
  const program = `import(${JSON.stringify(file)}).then(async ({ yieldToEvents }) => { await yieldToEvents(); await yieldToEvents(); console.log('back') })`
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', program], { timeout: 20_000 })
  expect(stdout).toBe('back\n')
})
