import { afterEach, expect, it, vi } from 'vitest'
import { afterParts, fetchLater, fetchParts } from './part'

afterEach(() => void vi.unstubAllGlobals())

it('fetches what can wait, also what that brings along, before what begins after it; one that fails keeps none from coming', async () => {
  vi.stubGlobal('window', {})
  const order: string[] = []
  const note = (name: string) => async (): Promise<void> => void order.push(name)
  afterParts(note('after'))
  fetchLater(async () => {
    order.push('first')
    fetchLater(note('brought along'))
  })
  fetchLater(async () => {
    order.push('failing')
    throw new Error('offline')
  })
  await fetchParts()
  expect(order).toEqual(['first', 'failing', 'brought along', 'after'])
})
