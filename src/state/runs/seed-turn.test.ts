import { expect, it } from 'vitest'
import { trainingRanges } from '../../nn/spec/training'
import { seedsFrom } from './seed-turn'

it('begins with the seed of the panel, and stays within the range of seeds', () => {
  expect(seedsFrom(1)).toEqual([1, 2, 3, 4, 5])
  const { max } = trainingRanges.seed
  expect(seedsFrom(max)).toEqual([max - 4, max - 3, max - 2, max - 1, max])
  expect(seedsFrom(0, 2)).toEqual([0, 1])
})
