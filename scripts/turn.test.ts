import { expect, test } from 'vitest'
import { Turn } from './turn.ts'

test('what is said before its turn is kept, in order, and then heard', async () => {
  const heard: (string | Uint8Array)[] = []
  let end = (): void => {}
  const first = new Promise<void>((resolve) => (end = resolve))
  const turn = new Turn(first, (text) => heard.push(text))
  turn.say('a')
  turn.say('b')
  await Promise.resolve()
  expect(turn.hasCome).toBe(false)
  expect(heard).toEqual([])

  end()
  await first
  await Promise.resolve()
  expect(turn.hasCome).toBe(true)
  expect(heard).toEqual(['a', 'b'])
  turn.say('c')
  expect(heard).toEqual(['a', 'b', 'c'])
})

test('the turn comes as well when what was before it failed', async () => {
  const heard: (string | Uint8Array)[] = []
  const turn = new Turn(Promise.reject(new Error('it broke')), (text) => heard.push(text))
  turn.say('a')
  await new Promise((resolve) => setTimeout(resolve))
  expect(heard).toEqual(['a'])
})
