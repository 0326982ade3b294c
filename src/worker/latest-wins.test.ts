import { expect, test } from 'vitest'
import { Lane } from './lane'
import { LatestWins } from './latest-wins'

test('the newest call overtakes those that wait', async () => {
  const done: number[] = []
  const lane = new LatestWins(async (input: number) => {
    await Promise.resolve()
    done.push(input)
    return 10 * input
  })
  expect(await Promise.all([1, 2, 3, 4].map((input) => lane.request(input)))).toEqual([10, null, null, 40])
  expect(done).toEqual([1, 4])
})

test('a failure reaches its caller alone', async () => {
  const lane = new LatestWins(async (input: number) => {
    if (input === 1) throw new RangeError('one')
    return input
  })
  const first = lane.request(1).catch((error: unknown) => error)
  const second = lane.request(2)
  expect(await first).toBeInstanceOf(RangeError)
  expect(await second).toBe(2)
  expect(await lane.request(3)).toBe(3)
})

test('a lane keeps the order, whatever fails', async () => {
  const lane = new Lane()
  const order: string[] = []
  const slow = lane.run(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push('slow')
  })
  const failing = lane.run(async () => {
    order.push('failing')
    throw new RangeError('x')
  })
  const last = lane.run(async () => order.push('last'))
  await expect(failing).rejects.toThrow('x')
  await Promise.all([slow, last])
  expect(order).toEqual(['slow', 'failing', 'last'])
})
