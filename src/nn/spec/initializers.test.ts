import { describe, expect, it } from 'vitest'
import { elementCount } from '../../core/tensor'
import type { Initializer } from './definition'
import { describeModel } from './describe'
import { kernelInitializerField } from './initializer-fields'
import { initialParameters } from './initializers'
import type { WeightInitializer } from './model-spec'
import { parseModelSpec } from './parse'

function tensor(initializer: Initializer, shape: readonly number[], seed = 7, name = 'layer/tensor'): Float32Array {
  const parameters = [{ name, tensor: 'tensor', layer: 'layer', shape, initializer }]
  return initialParameters({ parameters }, seed).get(name)!.data
}

describe('initialParameters', () => {
  const description = describeModel({
    version: 1,
    input: { scan: 'rows', patch: 7, order: 'raster', skipBlank: false },
    layers: [
      { type: 'lstm', units: 5, returnSequences: true, direction: 'forward' },
      { type: 'lstm', units: 3, returnSequences: false, direction: 'forward' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  })

  it('gives every parameter its shape, in order', () => {
    const tensors = initialParameters(description, 1)
    expect([...tensors.keys()]).toEqual(description.parameters.map(({ name }) => name))
    for (const { name, shape } of description.parameters) {
      expect(tensors.get(name)).toMatchObject({ shape })
      expect(tensors.get(name)!.data).toHaveLength(elementCount(shape))
    }
  })

  it('is a function of the seed, and different for every tensor', () => {
    expect(initialParameters(description, 1)).toEqual(initialParameters(description, 1))
    expect(tensor('glorotUniform', [4, 4], 1)).not.toEqual(tensor('glorotUniform', [4, 4], 2))
    expect(tensor('glorotUniform', [4, 4], 1, 'a/kernel')).not.toEqual(tensor('glorotUniform', [4, 4], 1, 'b/kernel'))
  })

  it.each<[Initializer, number, number]>([
    ['glorotUniform', 2 / (28 + 512), Math.sqrt(3)],
    ['glorotNormal', 2 / (28 + 512), 2 / 0.8796256610342398],
    ['heUniform', 2 / 28, Math.sqrt(3)],
    ['heNormal', 2 / 28, 2 / 0.8796256610342398],
  ])('draws %s with its variance, over its whole range and no further', (initializer, variance, widest) => {
    const limit = widest * Math.sqrt(variance)
    const data = tensor(initializer, [28, 512])
    expect(Math.max(...data)).toBeLessThanOrEqual(limit * (1 + 1e-6))
    expect(Math.max(...data)).toBeGreaterThan(0.99 * limit)
    expect(Math.min(...data)).toBeLessThan(-0.99 * limit)
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length
    const square = data.reduce((sum, value) => sum + value * value, 0) / data.length
    // Standard errors of both at 14,336 values are about 0.0083 of a deviation and 0.012 of the variance.
    expect(Math.abs(mean) / Math.sqrt(variance)).toBeLessThan(0.035)
    expect(square / variance).toBeGreaterThan(0.96)
    expect(square / variance).toBeLessThan(1.04)
  })

  it('draws normal where the name says so: 68 of 100 values are within one deviation, of a uniform one 58', () => {
    const share = (initializer: Initializer) => {
      const data = tensor(initializer, [28, 512])
      const deviation = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length)
      return data.filter((value) => Math.abs(value) < deviation).length / data.length
    }
    expect(share('glorotUniform')).toBeCloseTo(1 / Math.sqrt(3), 1)
    // Cut off at two deviations of the wider normal: erf(0.8796/√2) / erf(2/√2).
    expect(share('glorotNormal')).toBeGreaterThan(0.635)
    expect(share('glorotNormal')).toBeLessThan(0.67)
  })

  it('counts the receptive field of a convolution in both fans', () => {
    const limit = Math.sqrt(6 / (3 * 28 + 3 * 32))
    const largest = Math.max(...tensor('glorotUniform', [3, 28, 32]).map(Math.abs))
    expect(largest).toBeLessThanOrEqual(limit)
    expect(largest).toBeGreaterThan(0.99 * limit)
  })

  it.each([
    [1, 4],
    [7, 28],
    [32, 128],
    [28, 7],
    [9, 9],
  ])('draws orthonormal vectors for [%d,%d]', (rows, columns) => {
    const data = tensor('orthogonal', [rows, columns])
    const count = Math.min(rows, columns)
    const at = (vector: number, index: number) => (rows < columns ? data[vector * columns + index]! : data[index * columns + vector]!)
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0
        for (let index = 0; index < Math.max(rows, columns); index++) product += at(a, index) * at(b, index)
        expect(product).toBeCloseTo(a === b ? 1 : 0, 6)
      }
    }
  })

  it('begins with a forget gate that remembers', () => {
    expect([...tensor('lstmBias', [8])]).toEqual([0, 0, 1, 1, 0, 0, 0, 0])
    expect([...tensor('zeros', [3])]).toEqual([0, 0, 0])
    expect([...tensor('ones', [3])]).toEqual([1, 1, 1])
  })

  it('begins with gates that keep for spans up to the one chosen, and let in as much less', () => {
    const units = 1000
    const bias = tensor({ memorySpan: 60 }, [4 * units])
    const forget = bias.subarray(units, 2 * units)
    expect(bias.subarray(0, units)).toEqual(forget.map((value) => -value))
    expect(bias.subarray(2 * units).every((value) => value === 0)).toBe(true)
    const spans = [...forget].map(Math.exp)
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...spans)).toBeLessThanOrEqual(60 * (1 + 1e-6))
    // The mean of 1,000 uniform values has a standard error of 0.54.
    expect(Math.abs(spans.reduce((sum, span) => sum + span, 0) / units - 30.5)).toBeLessThan(2)
    expect([...tensor({ memorySpan: 1 }, [4])].map(Math.abs)).toEqual([0, 0, 0, 0])
  })
})

/** The recurrent layers and a convolution, with one initialiser for all of their weights. */
function modelOf(initializer: WeightInitializer) {
  const recurrent = { units: 24, kernelInitializer: initializer, recurrentInitializer: initializer }
  return describeModel(
    parseModelSpec({
      version: 1,
      layers: [
        { type: 'conv1d', filters: 24, kernel: 3, kernelInitializer: initializer },
        { type: 'gru', returnSequences: true, ...recurrent },
        { type: 'rnn', returnSequences: true, direction: 'both', ...recurrent },
        { type: 'lstm', unitForgetBias: false, ...recurrent },
        { type: 'dense', units: 10, activation: 'softmax', kernelInitializer: initializer },
      ],
    }),
  )
}

/** Mean square of each element, by Keras's formulas; an orthogonal matrix has as many unit vectors as its shorter side. */
function expectedVariance(initializer: WeightInitializer, shape: readonly number[]): number {
  const fanOut = shape.at(-1)!
  const rows = elementCount(shape) / fanOut
  const window = elementCount(shape.slice(0, -2))
  const variances: Readonly<Record<WeightInitializer, number>> = {
    glorotUniform: 2 / (rows + window * fanOut),
    glorotNormal: 2 / (rows + window * fanOut),
    heUniform: 2 / rows,
    heNormal: 2 / rows,
    orthogonal: 1 / Math.max(rows, fanOut),
    zeros: 0,
  }
  return variances[initializer]
}

describe.each(kernelInitializerField.options)('a model whose layers choose %s', (initializer) => {
  const { parameters } = modelOf(initializer)
  const tensors = initialParameters({ parameters }, 11)

  it('draws every matrix of every layer by it, and nothing else', () => {
    for (const { name, tensor, shape } of parameters) {
      const { data } = tensors.get(name)!
      const square = data.reduce((sum, value) => sum + value * value, 0) / data.length
      // Standard errors at the smallest matrix, 240 values, are 9 % of a normal variance.
      if (tensor.endsWith('bias')) expect(square).toBe(0)
      else expect(Math.abs(square - expectedVariance(initializer, shape))).toBeLessThanOrEqual(0.3 * expectedVariance(initializer, shape))
    }
  })

  it('gives the same bits for the same seed, and others for another', () => {
    expect(initialParameters(modelOf(initializer), 11)).toEqual(tensors)
    const other = initialParameters({ parameters }, 12).get('gru/kernel')!.data
    if (initializer === 'zeros') expect(other).toEqual(tensors.get('gru/kernel')!.data)
    else expect(other).not.toEqual(tensors.get('gru/kernel')!.data)
  })
})
