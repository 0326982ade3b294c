import { expect, it } from 'vitest'
import { ShapeError } from '../../core/errors'
import { tinySpec } from '../../train/tiny-task.fixture'
import { createCpuEngine } from './cpu/cpu-engine'
import { initialWeights } from './initial-weights'
import { describeModel } from '../spec/describe'
import { initialParameters } from '../spec/initializers'

const description = describeModel(tinySpec)

it('draws from a seed', () => {
  expect(initialWeights(description, { seed: 3 })).toEqual(initialParameters(description, 3))
})

it('takes weights as they are, and draws none', () => {
  const parameters = initialParameters(description, 3)
  const undrawable = {
    ...description,
    parameters: description.parameters.map((parameter) => ({ ...parameter, initializer: { memorySpan: NaN } })),
  }
  expect(initialWeights(undrawable, { parameters })).toBe(parameters)
})

it('refuses those of another model, with the tensor named', () => {
  const parameters = new Map([...initialParameters(description, 3)].filter(([name]) => name !== 'dense/bias'))
  expect(() => initialWeights(description, { parameters })).toThrow(ShapeError)
  expect(() => initialWeights(description, { parameters })).toThrow('dense/bias')
})

it('gives a model on the oracle the same answers as setting them later', async () => {
  const engine = await createCpuEngine()
  const parameters = initialParameters(description, 9)
  const images = new Float32Array(2 * 784).map((_, pixel) => (pixel % 7) / 7)
  const later = await engine.createModel(tinySpec, { seed: 1 })
  await later.setParameters(parameters)
  expect(await (await engine.createModel(tinySpec, { parameters })).predict(images)).toEqual(await later.predict(images))
})
