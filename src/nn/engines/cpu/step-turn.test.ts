import { afterEach, expect, it, vi } from 'vitest'
import { StepTurn } from './step-turn'

afterEach(() => vi.useRealTimers())

it('takes as many steps as a millisecond has, and tells of them once', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const turn = new StepTurn()
  turn.note(7, 2, 1, 4)
  expect(turn.goesOn()).toBe(false)
  expect(turn.take()).toEqual({ firstStep: 7, losses: Float32Array.of(2), correct: Uint32Array.of(1), examples: Uint32Array.of(4) })
  turn.note(8, 1.5, 2, 4)
  expect(turn.goesOn()).toBe(true)
  turn.note(9, 0.5, 3, 2)
  vi.advanceTimersByTime(1)
  expect(turn.goesOn()).toBe(false)
  expect(turn.take()).toEqual({
    firstStep: 8,
    losses: Float32Array.of(1.5, 0.5),
    correct: Uint32Array.of(2, 3),
    examples: Uint32Array.of(4, 2),
  })
  expect(turn.take()).toBeNull()
})

it('ends although the clock stands still', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const turn = new StepTurn()
  expect(turn.goesOn()).toBe(false)
  let steps = 0
  do turn.note(steps++, 1, 1, 1)
  while (turn.goesOn())
  expect(steps).toBe(100)
})
