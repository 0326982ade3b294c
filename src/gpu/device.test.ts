import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DEVICE_MS, requestGpu } from './device'
import { ANSWER_MS, REASON_MS } from './device-health'
import { failureOf } from '../testing/failure-of'
import { FakeDevice, never, stubGpu } from '../testing/fake-gpu'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const noDevice = {
  code: 'engine-unavailable',
  detail: { engine: 'webgpu', reason: { kind: 'noAnswer', asked: 'device', seconds: DEVICE_MS / 1000 } },
}
const refused = () => new DOMException('Instance dropped', 'OperationError')

describe('a device', () => {
  it('that never comes is given up; one that comes too late is destroyed', async () => {
    const { adapter } = stubGpu()
    let give: (device: FakeDevice) => void = () => {}
    adapter.requestDevice = () => new Promise((resolve) => (give = resolve))
    const asked = failureOf(requestGpu())
    await vi.advanceTimersByTimeAsync(DEVICE_MS)
    expect(await asked).toMatchObject(noDevice)
    expect(await failureOf(requestGpu()), 'whoever asks again need not wait').toMatchObject(noDevice)
    const late = new FakeDevice()
    give(late)
    await vi.advanceTimersByTimeAsync(0)
    expect(late.isDestroyed).toBe(true)
    adapter.requestDevice = async () => new FakeDevice()
    await expect(requestGpu()).resolves.toMatchObject({ adapter: 'fake' })
  })

  it('that is refused says why', async () => {
    const { adapter } = stubGpu()
    adapter.requestDevice = () => Promise.reject(refused())
    await expect(requestGpu()).rejects.toMatchObject({
      detail: { reason: { kind: 'noDevice', original: 'OperationError: Instance dropped' } },
    })
  })

  it('that does not answer its first question is given up and destroyed', async () => {
    const { device } = stubGpu()
    device.features.add('subgroups')
    device.compile = never
    const asked = failureOf(requestGpu())
    await vi.advanceTimersByTimeAsync(DEVICE_MS)
    expect(await asked).toMatchObject(noDevice)
    expect(device.isDestroyed).toBe(true)
  })
})

describe('an answer of the device', () => {
  it('that does not come is a lost device, told to all who wait and to all who ask later', async () => {
    stubGpu()
    const gpu = await requestGpu()
    const lost = { code: 'device-lost', detail: { original: null, silentSeconds: ANSWER_MS / 1000 } }
    const ended = [failureOf(gpu.answered(never())), gpu.lost]
    await vi.advanceTimersByTimeAsync(ANSWER_MS / 2)
    ended.push(failureOf(gpu.answered(never())))
    await vi.advanceTimersByTimeAsync(ANSWER_MS / 2)
    expect(await Promise.all(ended)).toMatchObject([lost, lost, lost])
    await expect(gpu.answered(never())).rejects.toMatchObject(lost)
    expect(() => gpu.check()).toThrow('silentSeconds')
  })

  it.each([
    ['before', 0],
    ['long after', 0.9 * REASON_MS],
  ])('that fails %s the loss is told is a lost device', async (_, later) => {
    const { device } = stubGpu()
    const gpu = await requestGpu()
    const ended = failureOf(gpu.answered(Promise.reject(refused())))
    setTimeout(() => device.lose('reset'), later)
    await vi.advanceTimersByTimeAsync(REASON_MS)
    expect(await ended).toMatchObject({
      code: 'device-lost',
      detail: { original: 'reset' },
    })
  })

  it('that fails of a refused call says of which, and the device goes on', async () => {
    const { device } = stubGpu()
    const gpu = await requestGpu()
    const ended = failureOf(gpu.answered(Promise.reject(refused())))
    device.complain('bad size')
    expect(await ended).toMatchObject({
      code: 'gpu-validation',
      detail: { original: 'bad size' },
    })
    expect(await gpu.answered(Promise.resolve(3))).toBe(3)
  })

  it('that fails for no reason told is a lost device too, and no exception of the browser', async () => {
    stubGpu()
    const gpu = await requestGpu()
    const ended = failureOf(gpu.answered(Promise.reject(refused())))
    await vi.advanceTimersByTimeAsync(REASON_MS)
    expect(await ended).toMatchObject({
      code: 'device-lost',
      detail: { original: 'Instance dropped' },
    })
    await expect(gpu.lost).resolves.toMatchObject({ code: 'device-lost' })
  })

  it('that fails because the device was destroyed on purpose is no loss', async () => {
    stubGpu()
    const gpu = await requestGpu()
    const ended = [gpu.answered(never()), gpu.answered(Promise.reject(refused()))].map(failureOf)
    gpu.destroy()
    expect(await Promise.all(ended)).toMatchObject([{ code: 'disposed' }, { code: 'disposed' }])
    expect(() => gpu.check()).not.toThrow()
  })

  it('leaves mistakes of the page as they are', async () => {
    stubGpu()
    const gpu = await requestGpu()
    await expect(gpu.answered(Promise.reject(new RangeError('no room')))).rejects.toThrow(RangeError)
  })
})
