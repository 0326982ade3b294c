import { expect, test } from 'vitest'
import { describeModel } from '../nn'
import { resolveRunSettings } from '../nn/spec/training'
import { judge } from '../train/calibration/calibration'
import { someCalibration } from '../train/calibration/calibration.fixture'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const settings = resolveRunSettings({ epochs: 1, batchSize: 8, seed: 3 })
const calibration = someCalibration(tinySpec)
const calibrated = encodeCheckpoint({ ...shippedModel, calibration })

async function startedHost(model = calibrated): Promise<TestHost> {
  const host = new TestHost({ fetchBytes: async () => model })
  await host.start('cpu')
  return host
}

test('a reading says how usual its picture is for a calibrated model', async () => {
  const host = await startedHost()
  const reading = await host.ask('read', { image: picture })
  const { strangeness, ...trace } = reading!
  expect(strangeness).toEqual(judge(calibration, trace, describeModel(tinySpec)))
})

test('and says nothing of it where nobody knows: without figures, of a blank picture, with signals held, of fresh weights', async () => {
  const plain = await startedHost(encodeCheckpoint(shippedModel))
  expect(await plain.ask('read', { image: picture })).not.toHaveProperty('strangeness')
  const host = await startedHost()
  expect(await host.ask('read', { image: new Float32Array(picture.length) })).not.toHaveProperty('strangeness')
  expect(await host.ask('read', { image: picture, options: { clamps: [] } })).not.toHaveProperty('strangeness')
  await host.ask('newModel', { spec: tinySpec, name: 'fresh', seed: 3 })
  expect(await host.ask('read', { image: picture })).not.toHaveProperty('strangeness')
})

test('the figures go when a training moves the weights, and stay in a file while it does not', async () => {
  const host = await startedHost()
  const saved = async () => decodeCheckpoint((await host.ask('saveModel', null)).bytes)
  expect((await saved()).calibration).toEqual(calibration)
  await host.ask('loadData', { kind: 'mnist' })
  await host.ask('train', training(settings, { start: 'current' }))
  expect(await host.ask('read', { image: picture })).not.toHaveProperty('strangeness')
  await host.until('trainingState', ({ state }) => state === 'finished')
  expect(await host.ask('read', { image: picture })).not.toHaveProperty('strangeness')
  expect((await saved()).calibration).toBeUndefined()
  await host.ask('reset', null)
  expect(await host.ask('read', { image: picture })).toHaveProperty('strangeness')
})

test('of the moments of a run, the figures are of the first alone', async () => {
  const host = await startedHost()
  const expected = await host.ask('read', { image: picture })
  await host.ask('loadData', { kind: 'mnist' })
  await host.ask('train', training({ ...settings, epochs: 10 }, { start: 'current', startPaused: true }))
  for (let step = 0; step < 3; step++) await host.ask('step', null)
  await host.until('moments', ({ steps }) => steps.includes(3))
  await host.ask('lookBack', { step: 0 })
  expect(await host.ask('read', { image: picture })).toEqual(expected)
  await host.ask('lookBack', { step: 2 })
  expect(await host.ask('read', { image: picture })).not.toHaveProperty('strangeness')
  await host.ask('stop', null)
  const wentBack = async (step: number) => decodeCheckpoint((await host.ask('goBack', { step })).bytes)
  expect((await wentBack(2)).calibration).toBeUndefined()
})
