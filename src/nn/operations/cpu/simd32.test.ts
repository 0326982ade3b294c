import { expect, it } from 'vitest'
import { describePrimitives } from '../../../testing/primitive-contract'
import { createMemory } from './simd/memory'
import { hasRelaxedSimd } from './simd/module'
import { createSimdPrimitives } from './simd32'

/** The modules that every engine can run; the others are tested in the browser. */

const fixedMemory = () => new WebAssembly.Memory({ initial: 1024, maximum: 1024 })

describePrimitives('plain SIMD in shared memory', await createSimdPrimitives({ relaxed: false, memory: createMemory() }))
describePrimitives('plain SIMD in memory of its own', await createSimdPrimitives({ relaxed: false, memory: fixedMemory() }))

it('says what it computes with', async () => {
  const { name, features } = await createSimdPrimitives()
  expect(name).toBe('WebAssembly SIMD, float32')
  expect(features).toEqual(hasRelaxedSimd() ? ['relaxed SIMD'] : [])
})
