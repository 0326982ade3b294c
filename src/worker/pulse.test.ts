import { expect, test } from 'vitest'
import { Pulse } from './pulse'

test('readings take a fifth of the time at most, and come five times a second at most', () => {
  let now = 0
  const pulse = new Pulse(() => now)
  const dueAfter = (milliseconds: number): boolean => {
    pulse.noteTold()
    now += milliseconds
    return pulse.isDue
  }
  expect([dueAfter(199), dueAfter(200)]).toEqual([false, true])
  pulse.noteRead(100)
  expect([dueAfter(499), dueAfter(500)]).toEqual([false, true])
  pulse.noteRead(60_000)
  expect([dueAfter(2999), dueAfter(3000)]).toEqual([false, true])
  pulse.reset()
  expect(dueAfter(200)).toBe(true)
})
