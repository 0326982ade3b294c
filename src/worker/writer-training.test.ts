import { expect, test } from 'vitest'
import { Pen } from '../core/sequences'
import { decodeWriter } from '../train/writer-checkpoint'
import { TestHost } from './test-host.fixture'

const plan = { units: 8, drawings: 50, epochs: 3, batchSize: 25, learningRate: 1e-2, seed: 2 }

async function started(): Promise<TestHost> {
  const host = new TestHost()
  await host.start()
  return host
}

test('a network learns to write, and every epoch is told as it was', async () => {
  const host = await started()
  expect(await host.ask('trainWriter', { plan, from: null, isResumed: false })).toEqual({ totalSteps: 6, stepsPerEpoch: 2 })
  await host.until('writerState', ({ state }) => state === 'finished')
  const epochs = host.heard('writerEpoch')
  expect(epochs.map(({ epoch, trainLoss, resume }) => [epoch, trainLoss !== null, resume !== null])).toEqual([
    [0, false, false],
    [1, true, true],
    [2, true, true],
    [3, true, true],
  ])
  expect(epochs[3]!.loss).toBeLessThan(epochs[0]!.loss)
  for (const { digits } of epochs) expect(digits).toHaveLength(10)
  expect(host.heard('writerSteps').reduce((sum, { losses }) => sum + losses.length, 0)).toBe(6)
  const last = decodeWriter(epochs[3]!.bytes)
  expect(last).toMatchObject({ name: 'writer-8', seed: 2, epochs: 3, trainedOn: ['Built-in digits'], testLoss: epochs[3]!.loss })

  // The network that writes takes it, and what it saves is the same.
  await host.ask('loadWriter', { bytes: epochs[3]!.bytes })
  expect((await host.ask('write', { label: 4, seed: 1 }))!.sequence.length).toBeGreaterThan(0)
  expect((await host.ask('saveWriter', null))!.bytes).toEqual(epochs[3]!.bytes)
  expect(epochs[3]!.digits.every((digit) => digit.at(-1) === Pen.end || digit.length === 64 * 3)).toBe(true)
})

test('a run goes on from an epoch as if nothing had happened, and a network from its weights', async () => {
  const host = await started()
  await host.ask('trainWriter', { plan, from: null, isResumed: false })
  await host.until('writerState', ({ state }) => state === 'finished')
  const [, first, , third] = host.heard('writerEpoch')
  host.events.length = 0
  await host.ask('trainWriter', { plan, from: first!.resume, isResumed: true })
  await host.until('writerState', ({ state }) => state === 'finished')
  expect(host.heard('writerEpoch').map(({ epoch }) => epoch)).toEqual([2, 3])
  expect(host.heard('writerEpoch').at(-1)).toEqual(third)

  host.events.length = 0
  await host.ask('trainWriter', { plan: { ...plan, units: 100, epochs: 1 }, from: third!.bytes, isResumed: false })
  await host.until('writerState', ({ state }) => state === 'finished')
  const [before, after] = host.heard('writerEpoch')
  expect([before!.epoch, before!.loss]).toEqual([0, third!.loss])
  expect(decodeWriter(after!.bytes)).toMatchObject({ epochs: 4, name: 'writer-8' })
  await expect(host.ask('trainWriter', { plan, from: third!.bytes, isResumed: true })).rejects.toThrow('state')
})

test('another run ends the one before, also while that is still being prepared', async () => {
  const host = await started()
  const longer = { ...plan, epochs: 50 }
  await host.ask('trainWriter', { plan: longer, from: null, isResumed: false })
  await host.until('writerState', ({ state }) => state === 'running')
  expect(await host.ask('trainWriter', { plan, from: null, isResumed: false })).toEqual({ totalSteps: 6, stepsPerEpoch: 2 })
  await host.until('writerState', ({ state }) => state === 'finished')

  const first = host.ask('trainWriter', { plan: longer, from: null, isResumed: false })
  const second = host.ask('trainWriter', { plan, from: null, isResumed: false })
  await expect(first).rejects.toThrow()
  expect(await second).toEqual({ totalSteps: 6, stepsPerEpoch: 2 })
})

test('rests, goes on, stops, and is over where it fails', async () => {
  const host = await started()
  await host.ask('pauseWriter', null)
  await host.ask('stopWriter', null)
  const long = { ...plan, epochs: 50 }
  await host.ask('trainWriter', { plan: long, from: null, isResumed: false })
  await host.ask('pauseWriter', null)
  await host.until('writerState', ({ state }) => state === 'paused')
  await host.ask('resumeWriter', null)
  await host.until('writerEpoch', ({ epoch }) => epoch === 1)
  await host.ask('stopWriter', null)
  expect(host.heard('writerState').map(({ state }) => state)).toEqual(['running', 'paused', 'running', 'stopped'])

  host.events.length = 0
  await host.ask('trainWriter', { plan: long, from: null, isResumed: false })
  host.machine.gpu.lose()
  expect(await host.until('writerState', ({ state }) => state === 'failed')).toMatchObject({ error: { code: 'device-lost' } })
})
