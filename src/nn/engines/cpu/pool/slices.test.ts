import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutBatch } from './slices'
import { chooseThreads } from './spawn'

it('cuts every batch into slices side by side, of nearly the same size, the first never the largest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 8 }), (examples, threads) => {
      const slices = cutBatch(examples, threads)
      expect(slices.length).toBeLessThanOrEqual(threads)
      let next = 0
      for (const { first, count } of slices) {
        expect(first).toBe(next)
        next += count
      }
      expect(next).toBe(examples)
      const counts = slices.map(({ count }) => count)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      expect(counts[0]).toBe(Math.min(...counts))
    }),
  )
})

it.each([
  [64, 2, [32, 32]],
  [7, 4, [7]],
  [9, 4, [4, 5]],
  [96, 8, [12, 12, 12, 12, 12, 12, 12, 12]],
])('cuts %i examples for %i threads into %j', (examples, threads, counts) => {
  expect(cutBatch(examples, threads).map(({ count }) => count)).toEqual(counts)
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
