import { describe, expect, it } from 'vitest'
import { Pace, Parts } from './parts'
import type { Slice } from './slices'

function all(parts: Parts): readonly Slice[] {
  return Array.from({ length: 100 }, () => parts.take()).filter((part) => part !== undefined)
}

/** A pace at which a picture takes so long. */
function paceOf(milliseconds: number): Pace {
  return Object.defineProperty(new Pace(), 'inTime', { value: 8 / milliseconds })
}

const paces = [
  ['an unknown pace', new Pace()],
  ['a fast one', paceOf(0.01)],
  ['one of 0.2 ms', paceOf(0.2)],
  ['a slow one', paceOf(20)],
] as const

describe.each(paces)('pictures in parts at %s', (_, pace) => {
  it.each([Infinity, 64, 40, 33, 20, 16])('of %i at most are each in one part, and no part is small beside others', (largest) => {
    for (const threads of [1, 2, 8]) {
      for (let count = 1; count < 150; count++) {
        const parts = all(new Parts(count, largest, threads, pace))
        const sizes = parts.map((part) => part.count)
        const starts = sizes.map((_, place) => sizes.slice(0, place).reduce((sum, size) => sum + size, 0))
        expect(parts.map(({ first }) => first)).toEqual(starts)
        expect(starts.at(-1)! + sizes.at(-1)!).toBe(count)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.min(largest, 64 + 7))
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(Math.min(count, 8))
      }
    }
  })

  it('are as many as the caller wants at most', () => {
    expect(all(new Parts(20, 7, 2, pace)).map(({ count }) => count)).toEqual([7, 7, 6])
  })
})

it('parts take no longer than a reading may wait, and become small where threads end', () => {
  const sizes = (count: number, threads: number, milliseconds: number) =>
    all(new Parts(count, Infinity, threads, paceOf(milliseconds))).map((part) => part.count)
  expect(sizes(130, 1, 0.01)).toEqual([64, 66])
  expect(sizes(130, 1, 0.2)).toEqual([32, 32, 32, 34])
  expect(sizes(100, 2, 0.01)).toEqual([64, 36])
  expect(sizes(256, 2, 0.165)).toEqual([32, 32, 32, 32, 32, 16, 16, 16, 16, 16, 16])
  expect(sizes(40, 1, 20)).toEqual([8, 8, 8, 8, 8])
})

it('a part that is given back is the next one', () => {
  const parts = new Parts(64, Infinity, 1, paceOf(0.2))
  const first = parts.take()!
  parts.giveBack(first)
  expect(parts.take()).toBe(first)
  expect(parts.take()).toEqual({ first: 32, count: 32 })
  expect(parts.take()).toBeUndefined()
})

it('a pace is that of the last part, and knows the slowest', () => {
  const pace = new Pace()
  expect([pace.inTime, pace.slowestOf({ first: 0, count: 10 })]).toEqual([16, 0])
  expect(pace.measure(1, () => 'answer')).toBe('answer')
  expect(pace.inTime).toBeGreaterThan(0)
})
