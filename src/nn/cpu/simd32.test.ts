import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Desk, primitiveCases } from '../../testing/primitive-cases'
import { expectClose, tolerances } from '../../testing/tolerance'
import { float64Primitives } from './float64'
import { createSimdPrimitives } from './simd32'

const SEED = 20_260_101
const simd = await createSimdPrimitives()

describe.each(Object.entries(primitiveCases))('%s', (name, cases) => {
  it('computes what float64 does, at any size, and writes nothing else', () => {
    fc.assert(
      fc.property(cases, (run) => {
        const scope = simd.scope()
        const [actual, expected] = [new Desk(scope), new Desk(float64Primitives)]
        const results = run(actual)
        for (const [place, values] of run(expected).entries()) {
          expectClose(results[place]!, values, tolerances.float32Kernel, `${name}, result ${place}`)
        }
        expect([actual.trespasses, expected.trespasses]).toEqual([0, 0])
        scope.release()
      }),
      { numRuns: 150, seed: SEED },
    )
  })
})
