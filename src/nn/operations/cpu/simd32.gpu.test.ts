import { describe, expect, it } from 'vitest'
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

describe('this browser', () => {
  it('has what the fastest module needs', () => {
    expect([hasRelaxedSimd(), isShared(createMemory())]).toEqual([true, true])
  })
})
