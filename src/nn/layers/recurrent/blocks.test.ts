import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutTimesteps } from './blocks'

const sizes = [fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 4096 }), fc.boolean()] as const

it('every timestep is in one block, in the order in which it is read', () => {
  fc.assert(
    fc.property(...sizes, (T, B, columns, isForward) => {
      const blocks = cutTimesteps(T, B, columns, isForward)
      expect(blocks[0]!.first).toBe(0)
      expect(blocks.at(-1)!.end).toBe(T)
      for (const [index, { first, end, from, rows }] of blocks.entries()) {
        if (index > 0) expect(first).toBe(blocks[index - 1]!.end)
        expect(rows).toBe((end - first) * B)
        expect(from).toBe((isForward ? first : T - end) * B)
      }
    }),
  )
})

it('products over a block have rows enough, or are those of the whole sequence', () => {
  fc.assert(
    fc.property(...sizes, (T, B, columns, isForward) => {
      const blocks = cutTimesteps(T, B, columns, isForward)
      if (blocks.length > 1) for (const { rows } of blocks) expect(rows).toBeGreaterThanOrEqual(256)
    }),
  )
})

it('the gates of a block of 784 pixels stay in the cache', () => {
  const blocks = cutTimesteps(784, 64, 4 * 64, true)
  for (const { rows } of blocks) expect(rows * 4 * 64 * 4).toBeLessThanOrEqual(320_000)
})
