import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { presets } from '../../src/nn/spec/presets'
import { shippedModel } from '../../src/worker/test-host.fixture'
import { decodeWriter } from '../../src/train/writer-checkpoint'
import { SHIPPED_WRITER } from '../writer/write'
import { averaged, averagedWriters } from './averaged'

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

test('of networks that write one that is named twice counts twice', async () => {
  const writer = decodeWriter(await readFile(SHIPPED_WRITER))
  const key = [...writer.parameters.keys()][0]!
  const silent = {
    ...writer,
    parameters: new Map([...writer.parameters].map(([name, tensor]) => [name, { ...tensor, data: tensor.data.map(() => 0) }])),
  }
  const mean = averagedWriters([writer, writer, silent])
  expect(mean).toMatchObject({ name: 'writer', testLoss: null, record: writer.record })
  expect(mean.parameters.get(key)!.data[5]).toBeCloseTo((2 / 3) * writer.parameters.get(key)!.data[5]!, 6)
})
