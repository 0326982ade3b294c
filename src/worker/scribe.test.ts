import { expect, test } from 'vitest'
import { Pen, POINT_VALUES, sequenceOf } from '../core/sequences'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { randomDrawings, writers } from '../testing/drawings'
import { encodeWriter } from '../train/writer-checkpoint'
import { picture, TestHost } from './test-host.fixture'

const writer = await (await createCpuEngine()).createWriter(writers['lstm']!, { seed: 1 })
const facts = { name: 'tiny', seed: 1, epochs: 3, trainedOn: ['drawings'], testLoss: 1.5, testedOn: 'others', run: null, record: null }
const bytes = encodeWriter({ spec: writer.spec, parameters: await writer.parameters(), ...facts })

async function started(): Promise<TestHost> {
  const host = new TestHost()
  await host.start()
  return host
}

test('writes once its file is there, and the page’s model knows nothing of it', async () => {
  const host = await started()
  const reading = await host.ask('read', { image: picture })
  expect(await host.ask('write', { label: 3, seed: 1 }), 'none is there yet').toBeNull()
  const { spec, name, epochs, trainedOn, testLoss, testedOn, parameterCount } = await host.ask('loadWriter', { bytes })
  expect({ spec, name, epochs, trainedOn, testLoss, testedOn }).toEqual({ spec: writer.spec, ...pick(facts) })
  expect(parameterCount).toBe(writer.description.parameterCount)

  const written = (await host.ask('write', { label: 3, seed: 1, temperature: 0.5, steadiness: 1 }))!
  const points = written.sequence.length / POINT_VALUES
  expect(written.first).toBe(0)
  expect(written.sequence.at(-1)).toBe(Pen.end)
  expect([written.mixtures.length, written.pens.length]).toEqual([points * 6 * 3, points * 3])
  expect(written.signals.map(({ name: signal, shape }) => [signal, shape[0]])).toEqual(
    ['i', 'f', 'o', 'g', 'c', 'h', 'output'].map((one) => [one, points]),
  )
  expect(await host.ask('write', { label: 3, seed: 1, temperature: 0.5, steadiness: 1 })).toEqual(written)
  expect(await host.ask('read', { image: picture })).toEqual(reading)
})

function pick({ name, epochs, trainedOn, testLoss, testedOn }: typeof facts) {
  return { name, epochs, trainedOn, testLoss, testedOn }
}

test('goes on with what stands there, with gates held, and says what might come', async () => {
  const host = await started()
  await host.ask('loadWriter', { bytes })
  const beginning = sequenceOf(randomDrawings([3]), 0).slice()
  const clamps = [{ layer: 'lstm', signal: 'f', value: 0 }]
  const written = (await host.ask('write', { label: 3, seed: 1, beginning, clamps }))!
  expect(written.first).toBe(3)
  expect([...written.signals.find(({ name }) => name === 'f')!.data].every((value) => value === 0)).toBe(true)
  const futures = (await host.ask('futures', { options: { label: 3, seed: 1, beginning }, count: 7, seed: 2 }))!
  expect(futures).toHaveLength(7)
  expect(new Set(futures.map(({ length }) => length)).size).toBeGreaterThan(1)
})

test('follows a pen that is not its own', async () => {
  const host = await started()
  await host.ask('loadWriter', { bytes })
  const sequence = sequenceOf(randomDrawings([5]), 0).slice()
  const followed = (await host.ask('followPen', { label: 3, sequence }))!
  expect([followed.nats.length, followed.mixtures.length, followed.pens.length]).toEqual([5, 5 * 6 * 3, 5 * 3])
  expect(followed.signals.find(({ name }) => name === 'c')!.shape).toEqual([5, 7])
  const held = (await host.ask('followPen', { label: 3, sequence, clamps: [{ layer: 'lstm', signal: 'o', value: 0 }] }))!
  expect(held.nats).not.toEqual(followed.nats)
})

test('learns from a few drawings, until its file is loaded again', async () => {
  const host = await started()
  const drawings = [4, 6].map((length, index) => ({ label: index, sequence: sequenceOf(randomDrawings([length]), 0).slice() }))
  const lesson = { drawings, epochs: 30, learningRate: 1e-2, seed: 1 }
  expect(await host.ask('teachWriter', lesson), 'none is there yet').toBeNull()
  await host.ask('loadWriter', { bytes })
  const before = await host.ask('write', { label: 1, seed: 4 })
  const taught = (await host.ask('teachWriter', lesson))!
  expect(taught.after).toBeLessThan(taught.before - 0.5)
  expect(await host.ask('write', { label: 1, seed: 4 })).not.toEqual(before)
  await expect(host.ask('teachWriter', { ...lesson, drawings: [] })).rejects.toThrow('shape')
  await host.ask('loadWriter', { bytes })
  expect(await host.ask('write', { label: 1, seed: 4 })).toEqual(before)
})

test('a file that is no writer leaves the one before', async () => {
  const host = await started()
  await host.ask('loadWriter', { bytes })
  const before = await host.ask('write', { label: 1, seed: 4 })
  await expect(host.ask('loadWriter', { bytes: Uint8Array.of(1, 2, 3) })).rejects.toThrow('safetensors')
  expect(await host.ask('write', { label: 1, seed: 4 })).toEqual(before)
  await expect(host.ask('write', { label: 11, seed: 4 })).rejects.toThrow('shape')
  await expect(host.ask('write', { label: 1, seed: 4, temperature: 0 })).rejects.toThrow('decode')
})
