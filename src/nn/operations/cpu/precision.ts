import { float64Primitives } from './float64'
import type { Primitives } from './primitives'
import { createSimdPrimitives } from './simd32'

/** `float64` is the tests' oracle, in plain loops; `float32` is SIMD in WebAssembly. */
export const precisions = ['float32', 'float64'] as const
export type Precision = (typeof precisions)[number]

/** The primitives of a precision, made for one thread. @throws EngineUnavailableError where WebAssembly cannot run */
export async function createPrimitives(precision: Precision): Promise<Primitives> {
  switch (precision) {
    case 'float64':
      return float64Primitives
    case 'float32':
      return createSimdPrimitives()
    default:
      return precision satisfies never
  }
}
