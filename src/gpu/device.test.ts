import { describe as group, expect, it } from 'vitest'
import { type AdapterFacts, describe } from './device'

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
