import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RunClock } from './run-clock'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('counts while a run goes on, and not while it rests', () => {
  const clock = new RunClock()
  vi.advanceTimersByTime(1000)
  expect(clock.seconds).toBe(0)
  clock.go()
  vi.advanceTimersByTime(2000)
  clock.go()
  expect(clock.seconds).toBe(2)
  clock.rest()
  vi.advanceTimersByTime(5000)
  clock.rest()
  clock.go()
  vi.advanceTimersByTime(500)
  expect(clock.seconds).toBe(2.5)
  clock.reset()
  expect(clock.seconds).toBe(0)
})
