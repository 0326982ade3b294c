import { describe, expect, it } from 'vitest'
import { Random } from '../../../../core/random'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import { products } from './products'

function randomMatrix(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => random.uniform(-1, 1))
}

/** One sum per element, straight from the definition. */
function plainProduct(
  a: Float64Array,
  b: Float64Array,
  { m, n, k, transposeA, transposeB }: { m: number; n: number; k: number; transposeA: boolean; transposeB: boolean },
): Float64Array {
  return Float64Array.from({ length: m * n }, (_, index) => {
    const row = Math.floor(index / n)
    const column = index % n
    let sum = 0
    for (let p = 0; p < k; p++) {
      sum += (transposeA ? a[p * m + row]! : a[row * k + p]!) * (transposeB ? b[column * k + p]! : b[p * n + column]!)
    }
    return sum
  })
}

describe.each([
  [1, 1, 1],
  [1, 9, 5],
  [3, 4, 7],
  [4, 4, 4],
  [5, 3, 2],
  [6, 7, 300],
  [9, 515, 3],
  [4, 513, 257],
  [28, 29, 31],
])('[%d,%d] over %d', (m, n, k) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('is the product, transposed %s and %s', (transposeA, transposeB) => {
    const random = new Random(1, m * n * k)
    const a = randomMatrix(m * k, random)
    const b = randomMatrix(k * n, random)
    const expected = plainProduct(a, b, { m, n, k, transposeA, transposeB })

    const c = randomMatrix(m * n + 5, random)
    const beyond = c.slice(m * n)
    products.multiply.float64(c, a, b, { m, n, k, transposeA, transposeB })
    expectClose(c.subarray(0, m * n), expected, tolerances.float64, 'product')
    expect(c.subarray(m * n)).toEqual(beyond)

    products.multiply.float64(c, a, b, { m, n, k, transposeA, transposeB, accumulate: true })
    expectClose(
      c.subarray(0, m * n),
      expected.map((value) => 2 * value),
      tolerances.float64,
      'accumulated',
    )
  })
})

it('carries NaN and infinity into every sum they belong to', () => {
  for (const bad of [Number.NaN, Infinity]) {
    for (const m of [1, 5]) {
      const a = new Float64Array(m * 2)
      const c = new Float64Array(m * 3)
      products.multiply.float64(c, a, Float64Array.of(bad, bad, bad, 1, 1, 1), { m, n: 3, k: 2 })
      // 0 · NaN and 0 · ∞ are NaN.
      expect([...c]).toEqual(Array.from(c, () => Number.NaN))
    }
  }
})
