import fc from 'fast-check'
import type { Product, products } from '../../nn/operations/cpu/arithmetic/products'
import type { Primitives } from '../../nn/operations/cpu/primitives'
import type { CaseInputs } from '../case-inputs'
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

/** Around the edges of a tile of 6×8 or 2×16 values. */
const tiles: readonly Wanted[] = [5, 6, 7, 11, 13, 20].flatMap((m) =>
  [1, 8, 16, 17, 40].map((n): Wanted => ({
    m,
    n,
    k: m + n,
    transposeA: n === 8,
    transposeB: m === 7,
    accumulate: m % 2 === 0,
    biased: m === 11,
  })),
)

/** More columns and rows than a block has. */
const largeProducts: readonly Wanted[] = [
  { m: 5, n: 531, k: 300, transposeA: false, transposeB: false, accumulate: false, biased: true },
  { m: 5, n: 531, k: 3, transposeA: false, transposeB: false, accumulate: false },
  { m: 131, n: 17, k: 515, transposeA: true, transposeB: false, accumulate: true },
  { m: 9, n: 515, k: 259, transposeA: false, transposeB: true, accumulate: false },
]

export const productCases: Cases<typeof products & Pick<Primitives, 'repeat'>> = {
  multiply: fc
    .oneof(
      { weight: 20, arbitrary: product },
      { weight: 1, arbitrary: fc.constantFrom(...largeProducts) },
      { weight: 6, arbitrary: fc.constantFrom(...tiles) },
    )
    .map((wanted) => (inputs) => multiplied(inputs, wanted)),
  repeat: product.map((any) => (inputs) => {
    const wanted = { ...any, transposeA: false }
    const { m, n, k } = wanted
    const [b, first, second] = [inputs.values(k * n), inputs.values(m * n), inputs.values(m * n)]
    const repeated = inputs.primitives.repeat(b, productOf(inputs, wanted))
    b.set(inputs.values(k * n))
    repeated.refresh()
    repeated.multiply(first, inputs.values(m * k))
    repeated.multiply(second, inputs.values(m * k))
  }),
}

function multiplied(inputs: CaseInputs, wanted: Wanted): void {
  const { m, n, k } = wanted
  const [a, b, c] = [inputs.values(m * k), inputs.values(k * n), inputs.values(m * n)]
  inputs.primitives.multiply(c, a, b, productOf(inputs, wanted))
}

function productOf(inputs: CaseInputs, { biased = false, ...sizes }: Wanted): Product {
  return biased ? { ...sizes, accumulate: false, bias: inputs.values(sizes.n) } : sizes
}
