import { describe, expect, it } from 'vitest'
import { EngineUnavailableError } from '../core/errors'
import type { EngineAdapter } from '../nn/engine'
import { engineKinds } from '../nn/engine-kinds'
import { orderKinds } from './engine-order'

/** The engines that there are, and one that nobody has written. */
const kinds = { webnn: { isHardware: true, canProfile: false }, ...engineKinds }
type Kind = keyof typeof kinds

const real: EngineAdapter = { adapter: 'real', isSoftware: false }
const emulated: EngineAdapter = { adapter: 'emulated', isSoftware: true }

/** @param found  what the machine has; an engine that is not named cannot run */
function orderOn(found: Partial<Record<Kind, EngineAdapter>>, speeds: ({ adapter: string } & Record<Kind, number>) | null = null) {
  const inspectEngine = async (kind: Kind): Promise<EngineAdapter> => {
    const adapter = found[kind]
    if (adapter === undefined) throw new EngineUnavailableError({ engine: kind, reason: { kind: 'noWebGpu' } })
    return adapter
  }
  return orderKinds<Kind>('auto', { kinds, inspectEngine, speeds })
}

describe('an engine kind more', () => {
  it('is tried in its place where its hardware is real', async () => {
    expect(await orderOn({ webnn: real, webgpu: real })).toEqual({ kinds: ['webnn', 'webgpu', 'cpu'], reason: { kind: 'gpu' } })
    expect(await orderOn({ webnn: emulated, webgpu: real })).toEqual({ kinds: ['webgpu', 'cpu'], reason: { kind: 'gpu' } })
    expect(await orderOn({ webnn: real })).toEqual({ kinds: ['webnn', 'cpu'], reason: { kind: 'gpu' } })
  })

  it('comes behind the CPU where it is emulated, unless it was measured to be faster', async () => {
    const reason = { kind: 'emulated', adapter: 'emulated', speeds: null }
    expect(await orderOn({ webnn: emulated })).toEqual({ kinds: ['cpu', 'webnn'], reason })
    const speeds = { adapter: 'emulated', webnn: 3, webgpu: 1, cpu: 2 }
    expect(await orderOn({ webnn: emulated }, speeds)).toEqual({ kinds: ['webnn', 'cpu'], reason: { ...reason, speeds } })
    expect((await orderOn({ webnn: emulated }, { ...speeds, adapter: 'another' })).kinds).toEqual(['cpu', 'webnn'])
  })

  it('is told of where nothing but the CPU is left', async () => {
    const order = await orderOn({})
    expect(order).toMatchObject({ kinds: ['cpu'], reason: { kind: 'failed', error: { code: 'engine-unavailable' } } })
  })

  it('is taken where it was chosen', async () => {
    const inspectEngine = () => Promise.reject(new Error('not asked'))
    expect(await orderKinds<Kind>('webnn', { kinds, inspectEngine, speeds: null })).toEqual({
      kinds: ['webnn'],
      reason: { kind: 'chosen' },
    })
  })
})
