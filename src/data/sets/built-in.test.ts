import { expect, it } from 'vitest'
import { builtIn } from './built-in'

const options = { baseUrl: 'http://localhost/', signal: new AbortController().signal, onProgress: () => {} }

it('makes other training digits for another seed, and the same test digits', async () => {
  const [one, same, other] = await Promise.all(
    [{}, { seed: 1 }, { seed: 2 }].map((seed) => builtIn.load({ ...options, limit: 8, ...seed })),
  )
  expect(same).toEqual(one)
  expect(other?.dataset.train.images).not.toEqual(one?.dataset.train.images)
  expect(other?.dataset.test).toEqual(one?.dataset.test)
})

it('makes as many training digits as are wanted, and no more than the limit', async () => {
  const counts = async (share: { train?: number; limit: number }) => {
    const { train, test } = (await builtIn.load({ ...options, ...share })).dataset
    return [train.labels.length, test.labels.length]
  }
  expect(await counts({ train: 5, limit: 9 })).toEqual([5, 9])
  expect(await counts({ train: 12, limit: 9 })).toEqual([9, 9])
})
