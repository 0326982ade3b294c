import { float64Primitives } from '../nn/operations/cpu/float64'
import type { Primitives, Values } from '../nn/operations/cpu/primitives'
import { createSimdPrimitives } from '../nn/operations/cpu/simd32'
import { tolerances, type Tolerance } from './tolerance'

/** Both sets of primitives of the CPU engine, for tests that hold for either. */

export interface PrecisionCase {
  readonly name: string
  readonly primitives: Primitives
  /** How near it comes to numbers that others publish, where float64 comes as near as `wanted`. */
  near(wanted: Tolerance): Tolerance
  /** How near results are that differ in the order of additions. */
  readonly sums: Tolerance
  /** Numbers where these primitives find them. */
  values(numbers: ArrayLike<number>): Values
}

const float64: PrecisionCase = {
  name: 'float64',
  primitives: float64Primitives,
  near: (wanted) => wanted,
  sums: tolerances.float64,
  values: (numbers) => Float64Array.from(numbers),
}

async function createFloat32(): Promise<PrecisionCase> {
  const primitives = await createSimdPrimitives()
  const { atol, rtol } = tolerances.float32Stored
  return {
    name: 'float32 SIMD',
    primitives,
    sums: tolerances.float32Kernel,
    near: (wanted) => ({ atol: Math.max(atol, wanted.atol), rtol: Math.max(rtol, wanted.rtol) }),
    values(numbers) {
      const values = primitives.allocate(numbers.length)
      values.set(numbers)
      return values
    },
  }
}

export const precisions: readonly PrecisionCase[] = [float64, await createFloat32()]
