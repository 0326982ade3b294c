import { float64Primitives } from './float64'
import type { Precision } from './pool/messages'
import type { Primitives } from './primitives'
import { createSimdPrimitives } from './simd32'

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
