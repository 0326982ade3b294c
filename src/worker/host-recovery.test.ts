import { beforeEach, describe, expect, test } from 'vitest'
import { decodeCheckpoint } from '../train/checkpoint'
import { ThreadInProcess } from '../nn/engines/cpu/pool/thread.fixture'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { resolveRunSettings } from '../nn/spec/training'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const settings = resolveRunSettings({ epochs: 50, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

let host: TestHost

beforeEach(async () => {
  host = new TestHost()
  await host.start()
})

const savedParameters = async () => decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters
const failed = () => host.until('trainingState', ({ state }) => state === 'failed')

describe('a device that is lost while nothing goes on', () => {
  test('is replaced, with the model as it was', async () => {
    const before = await host.ask('read', { image: picture })
    host.machine.gpu.lose()
    const event = await host.until('engine')
    expect(event.engine.kind).toBe('webgpu')
    expect(event.reason).toMatchObject({ kind: 'failed', error: { code: 'device-lost', message: expect.stringContaining('lost') } })
    await host.until('model')
    expect(host.machine.gpus).toHaveLength(2)
    expect(host.machine.gpus[0]!.isDisposed).toBe(true)
    expect(await host.ask('read', { image: picture })).toEqual(before)
  })

  test('is replaced too when only a reading finds out; the reading is answered by the new one', async () => {
    host.machine.gpu.lose(true)
    expect(await host.ask('read', { image: picture })).not.toBeNull()
    expect(host.heard('engine')).toHaveLength(1)
  })

  test('again and again is given up for the CPU', async () => {
    for (let loss = 0; loss < 3; loss++) {
      host.machine.gpu.lose(true)
      expect(await host.ask('read', { image: picture })).not.toBeNull()
    }
    expect(host.heard('engine').map(({ engine }) => engine.kind)).toEqual(['webgpu', 'webgpu', 'cpu'])
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('and does not come back is replaced by the CPU at once', async () => {
    host.machine.hasGpu = false
    host.machine.gpu.lose()
    expect((await host.until('engine')).engine.kind).toBe('cpu')
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })

  test('rare losses do not count together', async () => {
    let time = 0
    host = new TestHost({ now: () => time })
    await host.start()
    for (let loss = 0; loss < 5; loss++) {
      time += 10 * 60_000
      host.machine.gpu.lose(true)
      await host.ask('read', { image: picture })
    }
    expect(new Set(host.heard('engine').map(({ engine }) => engine.kind))).toEqual(new Set(['webgpu']))
  })
})

describe('a device that is lost in the middle of a training', () => {
  beforeEach(async () => {
    await host.ask('loadData', { kind: 'mnist' })
  })

  test('within an epoch: what was last learnt comes back', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await host.ask('step', null)
    const { bytes } = await host.until('checkpoint')
    host.machine.gpu.lose()
    await failed()
    const learnt = decodeCheckpoint(bytes)
    expect(learnt.parameters).not.toEqual(shippedModel.parameters)
    expect(await savedParameters()).toEqual(learnt.parameters)
    expect(host.heard('model').at(-1)?.model).toMatchObject({ epochs: 0, testAccuracy: null })
    expect(decodeCheckpoint(host.heard('checkpoint').at(-1)!.bytes).parameters).toEqual(learnt.parameters)
  })

  test('before anything was learnt: the model from before the training comes back', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    host.machine.gpu.lose()
    await failed()
    expect((await host.until('error')).error).toMatchObject({ code: 'device-lost', detail: { original: 'test' } })
    expect(host.heard('model').at(-1)?.model).toMatchObject({ epochs: 5, testAccuracy: 0.98 })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
    // The page is not left with what was learnt of the run that failed.
    expect(decodeCheckpoint(host.heard('checkpoint').at(-1)!.bytes).parameters).toEqual(shippedModel.parameters)
  })

  test.each([
    ['as the browser says', false],
    ['in silence, found by the next read-back', true],
  ])('after an epoch, %s: the last good epoch comes back', async (_, silently) => {
    await host.ask('train', training(settings))
    await host.until('epoch', ({ epoch }) => epoch === 1)
    host.machine.gpu.lose(silently)
    await failed()
    const kept = decodeCheckpoint(host.heard('checkpoint').at(-1)!.bytes)
    expect(await savedParameters()).toEqual(kept.parameters)
    expect(host.heard('model').at(-1)?.model).toMatchObject({ epochs: kept.epochs, testAccuracy: kept.testAccuracy })
    expect(host.machine.gpus).toHaveLength(2)
  })

  test('a new training runs on the new device', async () => {
    await host.ask('train', training(settings))
    await host.until('epoch')
    host.machine.gpu.lose()
    await failed()
    await host.ask('train', training({ ...settings, epochs: 1 }, { start: 'current' }))
    await host.until('trainingState', ({ state }) => state === 'finished')
    expect(host.machine.gpus).toHaveLength(2)
  })
})

test('a training goes on without a thread of the CPU that is lost', async () => {
  const threads: ThreadInProcess[] = []
  const spawn = () => {
    const thread = new ThreadInProcess()
    threads.push(thread)
    return thread
  }
  host = new TestHost({ createEngine: () => createCpuEngine({ threads: 3, spawn }) })
  expect((await host.start('cpu')).engine.adapter).toBe('JavaScript, float64, 3 threads')
  await host.ask('loadData', { kind: 'mnist' })
  await host.ask('train', training({ ...settings, epochs: 3 }))
  await host.until('epoch', ({ epoch }) => epoch === 1)
  threads[0]!.die('out of memory')
  expect(await host.until('engine')).toMatchObject({ engine: { adapter: 'JavaScript, float64, 2 threads' }, reason: { kind: 'chosen' } })
  await host.until('trainingState', ({ state }) => state === 'finished')
  expect(host.heard('error')).toEqual([])
  expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
})

describe('a training that diverges', () => {
  test('leaves the model from before it, with a word on what to do', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    const schedule = { ...settings.schedule, learningRate: 10 }
    await host.ask('train', training({ ...settings, schedule }, { start: 'current' }))
    // Noise and a rate of 10: sooner or later the run is over or has lost its way, and then the model must be whole.
    const end = await host.until('trainingState', ({ state }) => state === 'paused' || state === 'finished')
    if (end.state === 'paused') expect((await host.until('error')).error.code).toBe('diverged')
    for (const { data } of (await savedParameters()).values()) expect(data.every(Number.isFinite)).toBe(true)
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })
})
