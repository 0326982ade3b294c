import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutBatch } from './slices'
import { chooseThreads } from './spawn'

it('cuts every batch into slices side by side, of nearly the same size, the first the largest', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 1e9 }))
  fc.assert(
    fc.property(sizes, ([examples, threads, multiplyAdds]) => {
      const slices = cutBatch(examples, threads, multiplyAdds)
      expect(slices.length).toBeLessThanOrEqual(threads)
      let next = 0
      for (const { first, count } of slices) {
        expect(first).toBe(next)
        next += count
      }
      expect(next).toBe(examples)
      const [own, ...others] = slices.map(({ count }) => count)
      if (others.length === 0) return
      expect(Math.max(...others) - Math.min(...others)).toBeLessThanOrEqual(1)
      expect(Math.min(...others)).toBeGreaterThanOrEqual(4)
      expect(own).toBeGreaterThanOrEqual(Math.min(...others))
    }),
  )
})

it.each([
  [64, 2, [32, 32]],
  [7, 4, [7]],
  [9, 4, [5, 4]],
  [96, 8, [12, 12, 12, 12, 12, 12, 12, 12]],
])('cuts %i examples for %i threads into %j', (examples, threads, counts) => {
  expect(cutBatch(examples, threads).map(({ count }) => count)).toEqual(counts)
})

it.each([
  ['row-lstm', 2.23e6, [33, 31]],
  ['a hundred times as much', 2.23e8, [32, 32]],
  ['a small network', 8e4, [60, 4]],
])('of %s the own thread computes as much as it has time for', (_, multiplyAdds, counts) => {
  expect(cutBatch(64, 2, multiplyAdds).map(({ count }) => count)).toEqual(counts)
})

it.each([
  [1, 1],
  [2, 2],
  [4, 4],
  [6, 4],
  [8, 4],
  [12, 6],
  [64, 8],
])('of %i cores uses %i', (cores, threads) => {
  expect(chooseThreads(cores)).toBe(threads)
})
