import { describe, expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { hasVectors } from '../../../testing/fixtures'
import { loadVector } from '../../../testing/published'
import { float64Primitives } from '../../operations/cpu/float64'
import { STILL, type PassMode } from '../cpu-layer'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { describeLayer } from '../../spec/describe'
import { parseModelSpec } from '../../spec/parse'
import type { FeatureShape } from '../../spec/definition'
import { createDropout } from './cpu'

const empty = new ParameterSet([], float64Primitives)

/** A dropout over ones. */
function setUp(rate: number, shape: FeatureShape, batch: number, index = 0) {
  const layer = { type: 'dropout', rate } as const
  const described = describeLayer(layer, 'dropout', shape)
  const ones = new Float64Array(batch * shape.reduce((product, size) => product * size, 1)).fill(1)
  const pass = createDropout(described, layer, { index, primitives: float64Primitives, parameters: empty }).plan(batch, ones, null)
  return { ones, pass }
}

function training(seed: number, step: number, firstExample = 0): PassMode {
  return { training: true, seed, step, firstExample }
}

function drawn(rate: number, shape: FeatureShape, batch: number, mode: PassMode, index = 0): Float64Array {
  const { pass } = setUp(rate, shape, batch, index)
  pass.forward(mode)
  return Float64Array.from(pass.output)
}

describe('dropout', () => {
  it.each([0.1, 0.5, 0.9])('drops its share of the values and keeps their mean, rate %d', (rate) => {
    const values = drawn(rate, [28, 30], 60, training(1, 1))
    const share = values.filter((value) => value === 0).length / values.length
    // Four standard errors of a share of 50,400 draws.
    expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / values.length))
    expect(new Set(values)).toEqual(new Set([0, 1 / (1 - rate)]))
  })

  it('goes back over the same values', () => {
    const { ones, pass } = setUp(0.5, [5, 7], 3)
    pass.forward(training(3, 9))
    expect(pass.backward(ones, empty, true)).toEqual(pass.output)
    expect(pass.backward(ones, empty, false)).toBeNull()
  })

  it('draws anew for every step, seed and layer', () => {
    const first = drawn(0.5, [28, 28], 2, training(1, 1))
    expect(drawn(0.5, [28, 28], 2, training(1, 1))).toEqual(first)
    for (const other of [
      drawn(0.5, [28, 28], 2, training(1, 2)),
      drawn(0.5, [28, 28], 2, training(2, 1)),
      drawn(0.5, [28, 28], 2, training(1, 1), 1),
    ]) {
      const agreeing = other.filter((value, index) => value === first[index]).length / first.length
      expect(Math.abs(agreeing - 0.5)).toBeLessThan(0.06)
    }
  })

  it('drops the same values of an example however the batch is cut', () => {
    const whole = drawn(0.5, [7], 5, training(1, 1))
    const parts = [drawn(0.5, [7], 3, training(1, 1)), drawn(0.5, [7], 2, training(1, 1, 3))]
    expect([...parts[0]!, ...parts[1]!]).toEqual([...whole])
  })

  it('gives everything on in an answer', () => {
    const { ones, pass } = setUp(0.5, [5, 7], 3)
    pass.forward(STILL)
    expect(pass.output).toEqual(ones)
  })

  it.skipIf(!hasVectors)('rescales as keras/dropout/rescale', async () => {
    const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/dropout/rescale')
    const values = drawn(vector.number('rate'), [500], 20, training(1337, 1))
    const mean = values.reduce((sum, value) => sum + value) / values.length
    expect(Math.abs(mean - vector.number('expected', 'mean'))).toBeLessThan(vector.number('expected', 'mean_atol'))
    expect(Math.max(...values)).toBe(vector.number('expected', 'max'))
  })

  it.skipIf(!hasVectors)('refuses the rates of keras/dropout/bad_rate, and 1, which would keep nothing', async () => {
    const vector = await loadVector('keras_losses_dense_dropout.json', 'keras/dropout/bad_rate')
    for (const rate of [...vector.numbers('cases'), 1]) {
      const layers = [{ type: 'lstm' }, { type: 'dropout', rate }, { type: 'dense', activation: 'softmax' }]
      expect(() => parseModelSpec({ version: 1, layers })).toThrow(SpecError)
    }
  })
})
