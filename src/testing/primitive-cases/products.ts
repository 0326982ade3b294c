import fc from 'fast-check'
import type { Product, products } from '../../nn/operations/cpu/arithmetic/products'
import type { Primitives } from '../../nn/operations/cpu/primitives'
import type { Desk } from '../primitive-desk'
import { size, type Cases } from './cases'

type Wanted = Required<Omit<Product, 'bias'>> & { readonly biased?: boolean }

const product: fc.Arbitrary<Wanted> = fc.record({
  m: size(140),
  n: size(70),
  k: size(300),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  accumulate: fc.boolean(),
  biased: fc.boolean(),
})

/** More columns and rows than a block has. */
const largeProducts: readonly Wanted[] = [
  { m: 5, n: 531, k: 300, transposeA: false, transposeB: false, accumulate: false, biased: true },
  { m: 5, n: 531, k: 3, transposeA: false, transposeB: false, accumulate: false },
  { m: 131, n: 17, k: 515, transposeA: true, transposeB: false, accumulate: true },
  { m: 9, n: 515, k: 259, transposeA: false, transposeB: true, accumulate: false },
]

export const productCases: Cases<typeof products & Pick<Primitives, 'repeat'>> = {
  multiply: fc
    .oneof({ weight: 20, arbitrary: product }, { weight: 1, arbitrary: fc.constantFrom(...largeProducts) })
    .map((wanted) => (desk) => multiplied(desk, wanted)),
  repeat: product.map((any) => (desk) => {
    const wanted = { ...any, transposeA: false }
    const { m, n, k } = wanted
    const [b, first, second] = [desk.values(k * n), desk.values(m * n), desk.values(m * n)]
    const repeated = desk.primitives.repeat(b, productOf(desk, wanted))
    b.set(desk.values(k * n))
    repeated.refresh()
    repeated.multiply(first, desk.values(m * k))
    repeated.multiply(second, desk.values(m * k))
  }),
}

function multiplied(desk: Desk, wanted: Wanted): void {
  const { m, n, k } = wanted
  const [a, b, c] = [desk.values(m * k), desk.values(k * n), desk.values(m * n)]
  desk.primitives.multiply(c, a, b, productOf(desk, wanted))
}

function productOf(desk: Desk, { biased = false, ...sizes }: Wanted): Product {
  return biased ? { ...sizes, accumulate: false, bias: desk.values(sizes.n) } : sizes
}
