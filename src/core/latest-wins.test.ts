import { expect, test } from 'vitest'
import { latestWins } from './latest-wins'

test('the newest call overtakes those that wait', async () => {
  const done: number[] = []
  const tens = latestWins(async (input: number) => {
    await Promise.resolve()
    done.push(input)
    return 10 * input
  })
  expect(await Promise.all([1, 2, 3, 4].map((input) => tens.request(input)))).toEqual([10, null, null, 40])
  expect(done).toEqual([1, 4])
})

test('a failure reaches its caller alone', async () => {
  const same = latestWins(async (input: number) => {
    if (input === 1) throw new RangeError('one')
    return input
  })
  const first = same.request(1).catch((error: unknown) => error)
  const second = same.request(2)
  expect(await first).toBeInstanceOf(RangeError)
  expect(await second).toBe(2)
  expect(await same.request(3)).toBe(3)
})

test('is idle when nothing is done and nothing waits', async () => {
  const done: number[] = []
  const work = latestWins(async (input: number) => {
    await Promise.resolve()
    done.push(input)
  })
  await work.idle()
  const requests = [1, 2].map((input) => work.request(input))
  await work.idle()
  expect(done).toEqual([1, 2])
  await Promise.all(requests)
})
