import { implement } from './arithmetic/primitive'
import { declarations, type Primitives } from './primitives'

/** The oracle's arithmetic: plain loops in float64. */
export const float64Primitives: Primitives = {
  ...implement(declarations, ({ float64 }) => float64),
  name: 'JavaScript, float64',
  features: [],
  allocate: (length) => new Float64Array(length),
  allocateBytes: (length) => new Uint8Array(length),
  // The garbage collector takes arrays back.
  scope: () => ({ ...float64Primitives, release() {} }),
  recording() {
    let noted = (): void => {}
    return { record: (work) => void (noted = work), run: () => noted() }
  },
  repeat: (b, product) => ({ refresh() {}, multiply: (c, a, m = product.m) => float64Primitives.multiply(c, a, b, { ...product, m }) }),
}
