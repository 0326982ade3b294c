import { expect, test } from 'vitest'
import { toInk } from '../core/images'
import { describeModel, initialParameters } from '../nn'
import { encodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { tinySet, tinySpec } from '../train/tiny-task.fixture'
import { Companion } from './companion'
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

test('reads the pad while a whole set is answered, and is another model only after both', async () => {
  const companion = new Companion(() => createCpuEngine())
  await companion.load(shippedModel)
  const before = await companion.trace(picture)
  const ended: string[] = []
  const end = (what: string) => () => void ended.push(what)
  const answered = companion.read((model) => model.predict(toInk(tinySet('noise', 700).images))).then(end('set'))
  const read = companion.trace(picture).then((trace) => {
    expect(trace).toEqual(before)
    ended.push('pad')
  })
  const loaded = companion.load(other).then(end('other'))
  const after = await companion.trace(picture)
  await Promise.all([answered, read, loaded])
  expect(ended).toEqual(['pad', 'set', 'other'])
  expect(after).not.toEqual(before)
  await companion.close()
})

test('a reading that fails holds nothing up', async () => {
  const companion = new Companion(() => createCpuEngine())
  await companion.load(shippedModel)
  await expect(companion.read(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await companion.close()
  expect(await companion.trace(picture)).toBeNull()
})
