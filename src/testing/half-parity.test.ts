import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../core/random'
import type { Engine, Model } from '../nn/engine'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { expectSameAnswers, halfModels, storedInHalf } from './half-parity'
import { tolerances } from './tolerance'

/** Where the tolerances of half precision come from: rounding simulated in float64, at the places where kernels store. */

describe('a value in half precision', () => {
  it('is off by 2⁻¹¹ of itself at most, from 2⁻¹⁴ to the largest half', () => {
    const random = new Random(1, 2)
    for (let count = 0; count < 10_000; count++) {
      const value = Math.fround(random.normal() * 4 ** random.uniform(-4, 7))
      if (Math.abs(value) < 2 ** -14 || Math.abs(value) > 65_504) continue
      expect(Math.abs(storedInHalf(value) - value)).toBeLessThanOrEqual(2 ** -11 * Math.abs(value))
    }
  })
})

describe('a model whose weights are rounded to half precision', () => {
  let float64: Engine
  beforeAll(async () => {
    float64 = await createCpuEngine()
  })
  afterAll(() => float64.dispose())

  it.each(halfModels.map((spec) => [spec.layers.map(({ type }) => type).join(', '), spec] as const))(
    'answers within the tolerance of half precision, and not within that of float32: %s',
    async (_name, spec) => {
      const plain = await float64.createModel(spec, { seed: 3 })
      const rounded = await withHalfWeights(float64, plain)
      await expectSameAnswers(rounded, plain, tolerances.halfModel, 'rounded')
      await expect(expectSameAnswers(rounded, plain, tolerances.float32Model, 'rounded')).rejects.toThrow(/values differ/)
    },
  )
})

async function withHalfWeights(engine: Engine, model: Model): Promise<Model> {
  const parameters = [...(await model.parameters())].map(
    ([name, { shape, data }]) => [name, { shape, data: name.endsWith('kernel') ? data.map(storedInHalf) : data }] as const,
  )
  return engine.createModel(model.spec, { parameters: new Map(parameters) })
}
