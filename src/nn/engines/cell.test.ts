import { describe, expect, it } from 'vitest'
import { SpecError } from '../../core/errors'
import { IMAGE_PIXELS } from '../../testing/digits'
import { Random } from '../../core/random'
import { elementCount, type Tensor } from '../../core/tensor'
import { expectClose, tolerances } from '../../testing/tolerance'
import { createCpuEngine } from './cpu/cpu-engine'
import { stepTerms, unitWeights } from '../spec/cell'
import { describeLayer, describeModel } from '../spec/describe'
import { inputOf } from '../spec/input'
import type { LayerSpec } from '../spec/model-spec'
import { parseModelSpec } from '../spec/parse'

/** The terms of a unit at a step, against what the float64 engine recorded of the same picture. */

const picture = Float32Array.from({ length: IMAGE_PIXELS }, (_, pixel) => (pixel >= 200 && pixel < 480 ? ((pixel * 7) % 33) / 33 : 0))
const WIDTH = 3

const cases = (['lstm', 'gru', 'rnn'] as const).flatMap((type) =>
  (['forward', 'backward', 'both'] as const).flatMap((direction) => [false, true].map((skipBlank) => ({ type, direction, skipBlank }))),
)

/** Two layers of a kind with a layer between them that keeps nothing of its own, biases drawn like all else. */
async function setUp(type: 'lstm' | 'gru' | 'rnn', direction: 'forward' | 'backward' | 'both', skipBlank: boolean) {
  const recurrent = (returnSequences: boolean): LayerSpec => ({ type, units: WIDTH, returnSequences, direction })
  const spec = parseModelSpec({
    version: 1,
    input: inputOf({ scan: 'patches', patch: 7, skipBlank }),
    layers: [
      recurrent(true),
      { type: 'dropout', rate: 0.5 },
      { type: 'layerNorm' },
      recurrent(false),
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  })
  const description = describeModel(spec)
  const model = await (await createCpuEngine()).createModel(spec, { seed: 4 })
  const random = new Random(6, 0)
  const drawn = description.parameters.map(({ name, shape }): [string, Tensor] => [
    name,
    { shape: [...shape], data: Float32Array.from({ length: elementCount(shape) }, () => 0.5 * random.normal()) },
  ])
  await model.setParameters(new Map(drawn))
  return { description, parameters: await model.parameters(), trace: await model.trace(picture) }
}

describe.each(cases)('terms of $type read $direction, blank patches skipped: $skipBlank', ({ type, direction, skipBlank }) => {
  it('give every signal of every unit at every step', async () => {
    const { description, parameters, trace } = await setUp(type, direction, skipBlank)
    const width = direction === 'both' ? 2 * WIDTH : WIDTH
    let steps = 0
    for (const layer of [type, `${type}_1`]) {
      for (let unit = 0; unit < width; unit++) {
        const weights = unitWeights(description, parameters, layer, unit)
        for (let step = 0; step < 16; step++) {
          const terms = stepTerms(description, weights, trace, step)!
          const patch = trace.input.data.subarray(step * 49, (step + 1) * 49)
          expect(terms.isRead).toBe(!skipBlank || patch.some((ink) => ink > 0))
          if (!terms.isRead) continue
          steps++
          const found = [...terms.sums, ...terms.products]
          const recorded = found.map(({ signal }) => {
            return trace.signals.find((other) => other.layer === layer && other.name === signal)!.data[step * width + unit]!
          })
          expectClose(
            found.map(({ value }) => value),
            recorded,
            tolerances.float32Stored,
            `unit ${unit} of ${layer} at step ${step}`,
          )
        }
      }
    }
    expect(steps).toBeGreaterThan(30)
  })

  it('add up', async () => {
    const { description, parameters, trace } = await setUp(type, direction, skipBlank)
    const { sums, products, before } = stepTerms(description, unitWeights(description, parameters, type, 1), trace, 8)!
    expect(before).toBe(direction === 'backward' ? 9 : 7)
    for (const { input, recurrent, bias, reset, sum } of sums) {
      expectClose([input + bias + (reset?.product ?? recurrent)], [sum], tolerances.float64, 'sum')
      if (reset !== null) expect(reset.product).toBe(reset.factor * (recurrent + reset.recurrentBias))
    }
    for (const { products: terms, value } of products) {
      expectClose([terms.reduce((total, { product }) => total + product, 0)], [value], tolerances.float64, 'products')
      for (const { factors, product } of terms) expect(product).toBe(factors[0] * factors[1])
    }
  })
})

describe('terms', () => {
  it('begin with zeros at the first step of the direction', async () => {
    for (const [direction, first] of [['forward', 0] as const, ['backward', 15] as const]) {
      const { description, parameters, trace } = await setUp('lstm', direction, false)
      const { before, sums, products } = stepTerms(description, unitWeights(description, parameters, 'lstm', 0), trace, first)!
      expect([before, ...sums.map(({ recurrent }) => recurrent), products[0]?.products[0]?.factors[1]]).toEqual([null, 0, 0, 0, 0, 0])
    }
  })

  it('are not made of another model’s trace', async () => {
    const { description, parameters, trace } = await setUp('lstm', 'forward', false)
    const other = await setUp('gru', 'both', false)
    const weights = unitWeights(description, parameters, 'lstm', 0)
    expect(stepTerms(description, weights, other.trace, 3)).toBeNull()
    expect(stepTerms(other.description, weights, trace, 3)).toBeNull()
    expect(stepTerms(description, weights, trace, 16)).toBeNull()
  })

  it.each([
    ['a layer that is not there', 'gru', 0, 'where unit, field layer, value "gru", allowed recurrentLayer (names [lstm, lstm_1])'],
    ['a layer without a state', 'dense', 0, 'where unit, field layer, value "dense"'],
    ['a unit past the last', 'lstm', 3, 'where named (name lstm), field unit, value 3, allowed integer (min 0, max 2)'],
    ['half a unit', 'lstm', 0.5, 'where named (name lstm), field unit, value 0.5'],
  ])('refuse %s', async (_name, layer, unit, message) => {
    const { description, parameters } = await setUp('lstm', 'forward', false)
    const look = () => unitWeights(description, parameters, layer, unit)
    expect(look).toThrow(SpecError)
    expect(look).toThrow(message)
  })
})

it('equations stand with every layer that has a state, and name all its signals', () => {
  for (const kind of ['lstm', 'gru', 'rnn'] as const) {
    const { layers } = describeModel(
      parseModelSpec({
        version: 1,
        layers: [
          { type: kind, units: 2 },
          { type: 'dense', units: 10, activation: 'softmax' },
        ],
      }),
    )
    const { sums, products } = layers[0]!.recurrence!.equations
    expect([...sums, ...products].map(({ signal }) => signal)).toEqual(layers[0]!.signals.map(({ name }) => name))
  }
  const input = [4, 3]
  expect(describeLayer({ type: 'layerNorm', epsilon: 1e-3 }, 'layerNorm', input).recurrence).toBeNull()
})
