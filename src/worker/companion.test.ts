import { expect, test } from 'vitest'
import { describeModel, initialParameters } from '../nn'
import { encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { picture, shippedModel, TestHost } from './test-host.fixture'

const other: Checkpoint = { ...shippedModel, name: 'other', parameters: initialParameters(describeModel(tinySpec), 12) }
const options = { gradients: { label: 2 } }

test('reads beside the model of the page, which knows nothing of it', async () => {
  const host = new TestHost()
  await host.start()
  const before = await host.ask('read', { image: picture, options })
  expect(await host.ask('readCompanion', { image: picture, options }), 'none is there yet').toBeNull()

  await host.ask('loadCompanion', { bytes: encodeCheckpoint(other) })
  const beside = await host.ask('readCompanion', { image: picture, options })
  expect(beside?.gradients?.states[0]?.norms).toHaveLength(before?.gradients?.states[0]?.norms.length ?? 0)
  expect(beside?.probabilities).not.toEqual(before?.probabilities)
  expect(await host.ask('read', { image: picture, options })).toEqual(before)
  expect(host.heard('model')).toEqual([])

  await host.ask('loadModel', { bytes: encodeCheckpoint(other), name: 'other' })
  const same = await host.ask('read', { image: picture, options })
  expect(beside?.probabilities, 'the same weights give the same answer').toEqual(same?.probabilities)
})

test('a file that is no model leaves the companion before', async () => {
  const host = new TestHost()
  await host.start()
  await host.ask('loadCompanion', { bytes: encodeCheckpoint(other) })
  const before = await host.ask('readCompanion', { image: picture })
  await expect(host.ask('loadCompanion', { bytes: Uint8Array.of(1, 2, 3) })).rejects.toThrow('safetensors')
  expect(await host.ask('readCompanion', { image: picture })).toEqual(before)
})

test('stays when the GPU of the page’s model is lost', async () => {
  const host = new TestHost()
  await host.start()
  await host.ask('loadCompanion', { bytes: encodeCheckpoint(other) })
  const before = await host.ask('readCompanion', { image: picture })
  host.machine.gpu.lose()
  expect(await host.ask('readCompanion', { image: picture })).toEqual(before)
})
