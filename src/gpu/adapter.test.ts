import { afterEach, beforeEach, describe as group, expect, it, vi } from 'vitest'
import { ADAPTER_MS, type AdapterFacts, ASK_AGAIN_MS, describe, inspectAdapter, OVERDUE_MS } from './adapter'
import { failureOf } from '../testing/failure-of'
import { never, stubGpu } from '../testing/fake-gpu'

const silent = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false }
const adapter = (facts: Partial<AdapterFacts> = {}): AdapterFacts => ({
  info: silent,
  features: [],
  limits: { maxBufferSize: 1 },
  ...facts,
})

group('an adapter', () => {
  it.each([
    ['a fallback', { info: { ...silent, isFallbackAdapter: true } }],
    ['a fallback without a name, as older browsers tell it', { isFallbackAdapter: true }],
    ['a fallback without any information', { info: {}, isFallbackAdapter: true }],
    ['SwiftShader', { info: { ...silent, vendor: 'google', architecture: 'swiftshader' } }],
    ['lavapipe', { info: { ...silent, description: 'llvmpipe (LLVM 15.0.6, 256 bits)' } }],
    ['lavapipe by its driver', { info: { ...silent, device: 'lavapipe' } }],
    ['WARP', { info: { ...silent, description: 'Microsoft Basic Render Driver' } }],
  ])('counts as emulated: %s', (_name, facts) => {
    expect(describe(adapter(facts)).isSoftware).toBe(true)
  })

  it.each([
    ['no name', {}],
    ['a name', { info: { ...silent, vendor: 'nvidia', architecture: 'ampere' } }],
  ])('counts as hardware with %s', (_name, facts) => {
    expect(describe(adapter(facts)).isSoftware).toBe(false)
  })

  it('without a name is told from another one by features and limits', () => {
    class Limits {
      constructor(private readonly size: number) {}
      get maxBufferSize() {
        return this.size
      }
    }
    Object.defineProperty(Limits.prototype, 'maxBufferSize', { enumerable: true })
    const identities = [
      adapter({ limits: new Limits(1) }),
      adapter({ limits: new Limits(2) }),
      adapter({ limits: new Limits(1), features: ['subgroups'] }),
    ].map((facts) => describe(facts).identity)
    expect(new Set(identities).size).toBe(3)
  })
})

group('a browser that is asked for an adapter', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const unavailable = (reason: object) => ({ code: 'engine-unavailable', detail: { engine: 'webgpu', reason } })
  const noAnswer = unavailable({ kind: 'noAnswer', asked: 'adapter', seconds: ADAPTER_MS / 1000 })

  it('and never answers is given up, and whoever asks again need not wait', async () => {
    const { api } = stubGpu()
    api.requestAdapter.mockImplementation(never)
    const asked = failureOf(inspectAdapter())
    await vi.advanceTimersByTimeAsync(ADAPTER_MS)
    expect(await asked).toMatchObject(noAnswer)
    await expect(inspectAdapter()).rejects.toMatchObject(noAnswer)
    expect(api.requestAdapter).toHaveBeenCalledOnce()
  })

  it('and never answers is asked anew after a while', async () => {
    const { api } = stubGpu()
    api.requestAdapter.mockImplementationOnce(never)
    const asked = failureOf(inspectAdapter())
    await vi.advanceTimersByTimeAsync(ADAPTER_MS)
    expect(await asked).toMatchObject(noAnswer)
    await vi.advanceTimersByTimeAsync(OVERDUE_MS)
    await expect(inspectAdapter()).resolves.toMatchObject({ adapter: 'fake' })
  })

  it('and answers late is asked anew the next time', async () => {
    const { api, adapter: found } = stubGpu()
    let answer: (adapter: typeof found) => void = () => {}
    api.requestAdapter.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
    const asked = failureOf(inspectAdapter())
    await vi.advanceTimersByTimeAsync(ADAPTER_MS)
    expect(await asked).toMatchObject(noAnswer)
    answer(found)
    await vi.advanceTimersByTimeAsync(0)
    await expect(inspectAdapter()).resolves.toMatchObject({ adapter: 'fake' })
  })

  it.each([
    ['has none', async () => null],
    ['refuses', () => Promise.reject(new DOMException('not now', 'OperationError'))],
  ])('and %s at first is asked once more', async (_, first) => {
    const { api } = stubGpu()
    api.requestAdapter.mockImplementationOnce(first)
    const asked = inspectAdapter()
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS)
    expect(await asked).toMatchObject({ adapter: 'fake' })
    expect(api.requestAdapter).toHaveBeenCalledTimes(2)
  })

  it('and has none twice is believed', async () => {
    const { api } = stubGpu()
    api.requestAdapter.mockResolvedValue(null)
    const asked = failureOf(inspectAdapter())
    await vi.advanceTimersByTimeAsync(ASK_AGAIN_MS)
    expect(await asked).toMatchObject(unavailable({ kind: 'noAdapter' }))
    expect(api.requestAdapter).toHaveBeenCalledTimes(2)
  })
})
