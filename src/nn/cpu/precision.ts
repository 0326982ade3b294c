import { float64Primitives } from './float64'
import type { Precision } from './pool/messages'
import type { Primitives } from './primitives'

/** The primitives of a precision, made for one thread. @throws whatever keeps WebAssembly from running here */
export async function createPrimitives(precision: Precision): Promise<Primitives> {
  switch (precision) {
    case 'float64':
      return float64Primitives
    case 'float32':
      return float64Primitives
    default:
      return precision satisfies never
  }
}
