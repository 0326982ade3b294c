import { describe, expect, it } from 'vitest'
import { Random } from '../../../../core/random'
import { hasVectors } from '../../../../testing/fixtures'
import { loadVector } from '../../../../testing/published'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import type { Values } from '../primitives'
import { createSimdPrimitives } from '../simd32'

/** How exact the polynomials are, and what becomes of numbers that are none. */

const simd = await createSimdPrimitives()

function values(numbers: ArrayLike<number>): Values {
  const copied = simd.allocate(numbers.length)
  copied.set(numbers)
  return copied
}

/** Distance of two neighbouring float32 values at this one. */
function spacing(value: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(value))))
  return 2 ** (exponent - 23)
}

/** Float32 numbers of every size up to `limit` and of both signs, the smallest ones and 0 among them. */
function everySize(limit: number): Float32Array {
  const random = new Random(3, 1)
  const numbers = [0, 2 ** -149, 1e-38, limit]
  for (let exponent = -126; 2 ** exponent < limit; exponent++) {
    for (let draw = 0; draw < 2000; draw++) numbers.push(Math.min(limit, 2 ** exponent * (1 + random.uniform())))
  }
  return Float32Array.from(numbers.flatMap((number) => [number, -number]))
}

/** The largest difference in units of the last place, and where it is. */
function worstError(x: Float32Array, actual: Values, exact: (x: number) => number): { error: number; at: number } {
  let worst = { error: 0, at: 0 }
  for (const [index, at] of x.entries()) {
    const expected = exact(at)
    const error = Math.abs(actual[index]! - expected) / spacing(expected)
    if (!(error <= worst.error)) worst = { error, at }
  }
  return worst
}

/** One gate of an LSTM with sums x, all others 0. */
function sigmoidOf(x: Float32Array): Values {
  const gates = simd.allocate(4 * x.length)
  gates.set(x)
  const state = () => simd.allocate(x.length)
  simd.lstmForward({ gates, cBefore: state(), c: state(), tanhC: state(), h: state() }, 1, x.length)
  return gates.subarray(0, x.length)
}

describe('in units of the last place', () => {
  it('tanh errs by at most 3', () => {
    const x = everySize(100)
    const y = simd.allocate(x.length)
    simd.tanh(y, values(x))
    const { error, at } = worstError(x, y, Math.tanh)
    console.info(`tanh: at most ${error.toFixed(2)} ulp, at ${at}`)
    expect(error).toBeLessThanOrEqual(3)
  })

  it('sigmoid errs by at most 3, subnormal results too', () => {
    const x = everySize(104)
    const { error, at } = worstError(x, sigmoidOf(x), (value) => {
      const e = Math.exp(-Math.abs(value))
      return value < 0 ? e / (1 + e) : 1 / (1 + e)
    })
    console.info(`sigmoid: at most ${error.toFixed(2)} ulp, at ${at}`)
    expect(error).toBeLessThanOrEqual(3)
  })

  it('exp errs by at most 3, the roundings of two divisions among them', () => {
    // Of scores 0 and x < 0 the quotient of the probabilities is eˣ, up to the rounding of two divisions.
    const x = everySize(86).filter((value) => value < 0)
    const probabilities = simd.allocate(2 * x.length)
    const scores = values(Array.from({ length: 2 * x.length }, (_, index) => (index % 2 === 0 ? 0 : x[index >> 1]!)))
    simd.softmax(probabilities, scores, x.length, 2)
    const quotients = Float64Array.from(x, (_, row) => probabilities[2 * row + 1]! / probabilities[2 * row]!)
    const { error, at } = worstError(x, quotients, Math.exp)
    console.info(`exp: at most ${error.toFixed(2)} ulp, at ${at}`)
    expect(error).toBeLessThanOrEqual(3)
  })
})

describe('softmax', () => {
  it('is exact for scores of any size', () => {
    const probabilities = simd.allocate(9)
    simd.softmax(probabilities, values([1000, 1000, -3e38, -1000, 0, 3e38, -3e38, -3e38, -Infinity]), 3, 3)
    expect([...probabilities]).toEqual([0.5, 0.5, 0, 0, 0, 1, 0.5, 0.5, 0])
  })

  it('makes a row with NaN all NaN and leaves the others alone', () => {
    const probabilities = simd.allocate(6)
    simd.softmax(probabilities, values([2, Number.NaN, Number.NaN, 2, 3, 3]), 3, 2)
    expect([...probabilities]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0.5, 0.5])
  })

  describe.skipIf(!hasVectors)('as TensorFlow.js publishes it', () => {
    it.each(['regular', 'overflow', 'underflow', 'odd', 'huge'])('%s', async (name) => {
      const vector = await loadVector('tfjs_conv_softmax_loss.json', `tfjs/softmax/${name}`)
      const scores = values(vector.numbers('x'))
      const probabilities = simd.allocate(scores.length)
      simd.softmax(probabilities, scores, 1, scores.length)
      expectClose(probabilities, vector.numbers('expected'), tolerances.float32Stored, name)
    })
  })
})

describe('NaN and infinity', () => {
  const bad = [Number.NaN, Infinity, -Infinity]

  it.each([1, 3, 6])('are in every sum they belong to, %d rows', (m) => {
    for (const value of bad) {
      const c = simd.allocate(m * 3)
      simd.multiply(c, simd.allocate(m * 2), values([value, value, value, 1, 1, 1]), { m, n: 3, k: 2 })
      // 0 · NaN and 0 · ∞ are NaN.
      expect([...c]).toEqual(Array.from(c, () => Number.NaN))
    }
  })

  it.each([1, 5])('pass through activations at any place, %d values', (length) => {
    for (let place = 0; place < length; place++) {
      const x = new Float32Array(length)
      x[place] = Number.NaN
      const y = simd.allocate(length)
      simd.tanh(y, values(x))
      expect([...y]).toEqual([...x])
      expect([...sigmoidOf(x)]).toEqual(Array.from(x, (value) => value + 0.5))
      const kept = values(x)
      simd.relu(kept)
      expect([...kept]).toEqual([...x])
    }
  })

  it('saturate tanh and sigmoid', () => {
    const x = Float32Array.of(Infinity, -Infinity, 1e30, -1e30, -0)
    const y = simd.allocate(5)
    simd.tanh(y, values(x))
    expect([...y]).toEqual([1, -1, 1, -1, -0])
    expect([...sigmoidOf(x)]).toEqual([1, 0, 1, 0, 0.5])
  })

  it('are in the norm, and spoil only the parameter whose gradient they are', () => {
    expect(simd.sumOfSquares(values([1, 2, 3, 4, Number.NaN]))).toBeNaN()
    const [parameters, m, v] = [values([1, 1, 1, 1, 1]), simd.allocate(5), simd.allocate(5)]
    simd.adam(parameters, values([0, Number.NaN, 0, 0, 0]), m, v, { rate: 0.1, beta1: 0.9, beta2: 0.9, epsilon: 1e-7, decay: 0 })
    expect([...parameters]).toEqual([1, Number.NaN, 1, 1, 1])
  })
})
