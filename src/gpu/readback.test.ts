import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { requestGpu } from './device'
import { ANSWER_MS, REASON_MS } from './device-health'
import { failureOf } from '../testing/failure-of'
import { never, stubGpu } from '../testing/fake-gpu'
import { takeMemory } from './memory'
import { ReadbackRing } from './readback'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const aborted = () => Promise.reject(new DOMException('A valid external Instance reference no longer exists.', 'AbortError'))

async function ring() {
  const { device } = stubGpu()
  const gpu = await requestGpu()
  const made = new ReadbackRing(gpu, 'test', 16)
  return { device, gpu, ring: made, read: () => made.copy(gpu.device.createCommandEncoder(), []).read() }
}

it('of a device whose loss is told after its mapping failed is a lost device, for everybody who reads', async () => {
  const { device, read } = await ring()
  device.map = aborted
  const lost = { code: 'device-lost', detail: { original: 'reset' } }
  const ended = [read(), read()].map(failureOf)
  setTimeout(() => device.lose('reset'), REASON_MS / 2)
  await vi.advanceTimersByTimeAsync(REASON_MS)
  expect(await Promise.all(ended)).toMatchObject([lost, lost])
})

it('of a device that is never told to be lost is a lost device as well', async () => {
  const { device, read } = await ring()
  device.map = aborted
  const ended = failureOf(read())
  await vi.advanceTimersByTimeAsync(REASON_MS)
  expect(await ended).toMatchObject({ code: 'device-lost' })
})

it('of a device that was given up meanwhile for another reader’s sake ends as disposed of, not as a mistake', async () => {
  const { device, gpu, read } = await ring()
  device.map = aborted
  const ended = failureOf(read())
  gpu.destroy()
  expect(await ended).toMatchObject({ code: 'disposed' })
})

it('from a ring that is gone says so, and blames no device', async () => {
  const { device, gpu, ring: gone, read } = await ring()
  device.map = async () => {
    gone.destroy()
    await aborted()
  }
  await expect(read()).rejects.toMatchObject({ code: 'disposed' })
  await expect(gpu.answered(Promise.resolve(3))).resolves.toBe(3)
})

it.each([
  ['bytes', 'map'],
  ['a scope', 'scope'],
] as const)('gives a device up that never answers for %s', async (_, silent) => {
  const { device, gpu, read } = await ring()
  device[silent] = never
  const ended = failureOf(silent === 'map' ? read() : takeMemory(gpu, 'test', 1, () => {}))
  await vi.advanceTimersByTimeAsync(ANSWER_MS)
  expect(await ended).toMatchObject({
    code: 'device-lost',
    detail: { silentSeconds: ANSWER_MS / 1000 },
  })
})
