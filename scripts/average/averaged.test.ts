import { expect, test } from 'vitest'
import { presets } from '../../src/nn/spec/presets'
import { shippedModel } from '../../src/worker/test-host.fixture'
import { averaged } from './averaged'

const scaled = (factor: number, epochs: number) => ({
  ...shippedModel,
  epochs,
  parameters: new Map(
    [...shippedModel.parameters].map(([name, tensor]) => [name, { ...tensor, data: tensor.data.map((value) => factor * value) }]),
  ),
})

test('the mean of two trainings is half way between them, and was measured on nothing', () => {
  const mean = averaged([scaled(1, 5), { ...scaled(3, 9), trainedOn: ['Written by others'] }])
  expect(mean).toMatchObject({
    name: 'tiny',
    epochs: 9,
    testAccuracy: null,
    run: null,
    trainedOn: ['MNIST, training', 'Written by others'],
  })
  for (const [name, { data }] of shippedModel.parameters) {
    data.forEach((value, place) => expect(mean.parameters.get(name)!.data[place]).toBeCloseTo(2 * value, 6))
  }
})

test('of models that are built otherwise there is no mean', () => {
  expect(() => averaged([shippedModel, { ...shippedModel, name: 'other', spec: presets.cnn.spec }])).toThrow(
    'other is built otherwise than tiny',
  )
})
