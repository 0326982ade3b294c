import { expect, test } from 'vitest'
import { spreadIndex } from './spread-index'

test('a sample begins with the first and goes evenly to near the last', () => {
  const sample = (count: number, total: number) => Array.from({ length: count }, (_, place) => spreadIndex(place, count, total))
  expect(sample(4, 10)).toEqual([0, 2, 5, 7])
  expect(sample(5, 5)).toEqual([0, 1, 2, 3, 4])
})
