import { expect, it } from 'vitest'
import { thinned } from './thinned'

it('keeps all where they are few', () => {
  expect(thinned([1, 2, 3], 3)).toEqual([1, 2, 3])
  expect(thinned([], 3)).toEqual([])
})

it('spreads what it keeps evenly, with both ends', () => {
  const items = Array.from({ length: 784 }, (_, place) => place)
  const kept = thinned(items, 100)
  expect(kept).toHaveLength(100)
  expect([kept[0], kept.at(-1)]).toEqual([0, 783])
  expect(new Set(kept.slice(1).map((item, place) => item - kept[place]!))).toEqual(new Set([7, 8]))
})
