import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { float64Primitives } from '../nn/operations/cpu/float64'
import type { Primitives } from '../nn/operations/cpu/primitives'
import { primitiveCases } from './primitive-cases'
import { CaseInputs } from './case-inputs'
import { expectClose, expectCloseNumber, tolerances } from './tolerance'

const SEED = 20_260_101
const RUNS = 150

/** Holds every primitive of a float32 set against float64. @param names  those alone */
export function describePrimitives(title: string, primitives: Primitives, names: readonly string[] = Object.keys(primitiveCases)): void {
  describe(title, () => {
    it.each(Object.entries(primitiveCases).filter(([name]) => names.includes(name)))(
      '%s leaves all arrays as float64 does, at any size, and writes nothing else',
      (name, cases) => {
        fc.assert(
          fc.property(cases, (run) => {
            const scope = primitives.scope()
            const [actual, expected] = [new CaseInputs(scope), new CaseInputs(float64Primitives)]
            expectCloseNumber(run(actual) ?? 0, run(expected) ?? 0, tolerances.float32Kernel, name)
            for (const [place, values] of expected.arrays.entries()) {
              expectClose(actual.arrays[place]!, values, tolerances.float32Kernel, `${name}, array ${place}`)
            }
            expect([actual.trespasses, expected.trespasses]).toEqual([0, 0])
            scope.release()
          }),
          { numRuns: RUNS, seed: SEED },
        )
      },
    )
  })
}
