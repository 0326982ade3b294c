import { expect, test } from 'vitest'
import { serialQueue } from './serial-queue'

test('a queue keeps the order, whatever fails', async () => {
  const queue = serialQueue()
  const order: string[] = []
  const slow = queue(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push('slow')
  })
  const failing = queue(async () => {
    order.push('failing')
    throw new RangeError('x')
  })
  const last = queue(async () => order.push('last'))
  await expect(failing).rejects.toThrow('x')
  await Promise.all([slow, last])
  expect(order).toEqual(['slow', 'failing', 'last'])
})
