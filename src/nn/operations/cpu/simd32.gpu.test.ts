import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineUnavailableError } from '../../../core/errors'
import { describePrimitives } from '../../../testing/primitive-contract'
import { createMemory, isShared } from './simd/memory'
import { hasRelaxedSimd } from './simd/module'
import { createSimdPrimitives } from './simd32'

/** All modules in a browser, which has relaxed SIMD where Node 20 has not. */

const memories = {
  'shared memory': createMemory,
  'memory of its own': () => new WebAssembly.Memory({ initial: 1024, maximum: 1024 }),
}

for (const [place, createIn] of Object.entries(memories)) {
  for (const relaxed of [false, true]) {
    describePrimitives(`${relaxed ? 'relaxed' : 'plain'} SIMD in ${place}`, await createSimdPrimitives({ relaxed, memory: createIn() }))
  }
}

describe('a module that does not come', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  it.each<[string, () => Promise<Response>]>([
    ['a server that never answers', () => new Promise(() => {})],
    ['a body that never ends', async () => new Response(new ReadableStream())],
    ['a refusal', async () => new Response('', { status: 404 })],
  ])('because of %s leaves the engine unavailable', async (_, answer) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(answer)
    const outcome = createSimdPrimitives().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await outcome).toBeInstanceOf(EngineUnavailableError)
    expect(asked).toHaveBeenCalledTimes(1)
  })
})

describe('this browser', () => {
  it('has what the fastest module needs', () => {
    expect([hasRelaxedSimd(), isShared(createMemory())]).toEqual([true, true])
  })
})
