import { describe, expect, it, vi } from 'vitest'
import { bestRate, medianWithin, summarize } from './measure'

describe('summarize', () => {
  it('finds the middle of an odd and of an even number of values', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, count: 3 })
    expect(summarize([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4, count: 4 })
  })

  it('refuses to summarize nothing', () => {
    expect(() => summarize([])).toThrow('nothing was measured')
  })
})

describe('with a clock of its own', () => {
  /** Work that takes so many milliseconds each time, the last number for ever. */
  function workOf(...durations: readonly number[]) {
    let now = 0
    let runs = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    return {
      work: async () => void (now += durations[Math.min(runs++, durations.length - 1)]!),
      runs: () => runs,
    }
  }

  it('medianWithin runs once when the box is empty', async () => {
    const { work, runs } = workOf(7)
    expect(await medianWithin(0, work)).toBe(7)
    expect(runs()).toBe(1)
  })

  it('medianWithin takes the median over the box', async () => {
    const { work, runs } = workOf(50, 10, 12)
    expect(await medianWithin(80, work)).toBe(12)
    expect(runs()).toBe(4)
  })

  it('medianWithin times short work several runs at once', async () => {
    const { work, runs } = workOf(0.5)
    expect(await medianWithin(10, work)).toBe(0.5)
    expect(runs()).toBe(20)
  })
})

describe('bestRate', () => {
  it('doubles the size until it lasts, and keeps the fastest', async () => {
    const noise = [1, 1, 1, 1, 1.5, 1.25, 2]
    const sizes: number[] = []
    const rate = await bestRate(20, 3, async (size) => {
      sizes.push(size)
      return 5 * size * noise[sizes.length - 1]!
    })
    expect(sizes).toEqual([1, 1, 2, 4, 4, 4, 4])
    expect(rate).toBe(1000 / 5 / 1.25)
  })
})
