import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../engine'
import { createFastCpuEngine } from './cpu-engine'

/** What a browser does to WebAssembly, and what is said of it. */
const never = () => new Promise<never>(() => {})
const refuse = (error: Error) => async () => {
  throw error
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const mock = (name: 'compile' | 'instantiate', answer: () => Promise<never>) => void vi.spyOn(WebAssembly, name).mockImplementation(answer)

describe('the CPU engine computes in plain JavaScript, and says why, where', () => {
  it.each<[string, () => void, string]>([
    ['the module does not compile', () => mock('compile', refuse(new WebAssembly.CompileError('bad'))), 'bad'],
    ['it cannot be instantiated', () => mock('instantiate', refuse(new WebAssembly.LinkError('no'))), 'no'],
    [
      'the module is of other sources',
      () => void vi.spyOn(WebAssembly, 'instantiate').mockImplementation(async () => ({ exports: {} })),
      'not in the module',
    ],
  ])('%s', async (_, befall, original) => {
    befall()
    expectNoSimd(await createFastCpuEngine(1), original)
  })

  it.each(['compile', 'instantiate'] as const)('%s never answers', async (name) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    mock(name, never)
    const [engine] = await Promise.all([createFastCpuEngine(1), vi.advanceTimersByTimeAsync(10_000)])
    expectNoSimd(engine, 'no answer within')
  })

  it('there is no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    expect((await createFastCpuEngine(1)).info.cpu).toMatchObject({
      code: 'javascript',
      shortfalls: [{ detail: { reason: { kind: 'noMemory' } } }],
    })
  })
})

it('and SIMD as soon as WebAssembly answers again', async () => {
  mock('instantiate', refuse(new Error('not now')))
  expect((await createFastCpuEngine(1)).info.cpu?.code).toBe('javascript')
  vi.restoreAllMocks()
  expect((await createFastCpuEngine(1)).info.cpu).toEqual({ code: 'simd', threads: 1, shortfalls: [] })
})

function expectNoSimd({ info }: Engine, original: string): void {
  expect(info.adapter).toBe('JavaScript, float64')
  expect(info.cpu).toMatchObject({
    code: 'javascript',
    shortfalls: [{ code: 'engine-unavailable', detail: { reason: { kind: 'noSimd', original: expect.stringContaining(original) } } }],
  })
}
