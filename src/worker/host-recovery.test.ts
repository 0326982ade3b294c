import { beforeEach, describe, expect, test } from 'vitest'
import { decodeCheckpoint } from '../train/checkpoint'
import { ThreadInProcess } from '../nn/cpu/pool/thread.fixture'
import { createCpuEngine } from '../nn/cpu-engine'
import { Desk, picture, shippedModel } from './desk.fixture'
import type { TrainingOptions } from './protocol'

const options: TrainingOptions = { epochs: 50, batchSize: 8, learningRate: 1e-2, seed: 3, start: 'fresh' }

let desk: Desk

beforeEach(async () => {
  desk = new Desk()
  await desk.start()
})

const savedParameters = async () => decodeCheckpoint((await desk.ask('saveModel', null)).bytes).parameters
const failed = () => desk.until('trainingState', ({ state }) => state === 'failed')

describe('a device that is lost while nothing goes on', () => {
  test('is replaced, with the model as it was', async () => {
    const before = await desk.ask('read', { image: picture })
    desk.machine.gpu.lose()
    const event = await desk.until('engine')
    expect(event.engine.kind).toBe('webgpu')
    expect(event.reason).toMatchObject({ kind: 'failed', error: { code: 'device-lost', message: expect.stringContaining('lost') } })
    await desk.until('model')
    expect(desk.machine.gpus).toHaveLength(2)
    expect(desk.machine.gpus[0]!.isDisposed).toBe(true)
    expect(await desk.ask('read', { image: picture })).toEqual(before)
  })

  test('is replaced too when only a reading finds out; the reading is answered by the new one', async () => {
    desk.machine.gpu.lose(true)
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
    expect(desk.heard('engine')).toHaveLength(1)
  })

  test('again and again is given up for the CPU', async () => {
    for (let loss = 0; loss < 3; loss++) {
      desk.machine.gpu.lose(true)
      expect(await desk.ask('read', { image: picture })).not.toBeNull()
    }
    expect(desk.heard('engine').map(({ engine }) => engine.kind)).toEqual(['webgpu', 'webgpu', 'cpu'])
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('and does not come back is replaced by the CPU at once', async () => {
    desk.machine.hasGpu = false
    desk.machine.gpu.lose()
    expect((await desk.until('engine')).engine.kind).toBe('cpu')
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
  })

  test('rare losses do not count together', async () => {
    let time = 0
    desk = new Desk({ now: () => time })
    await desk.start()
    for (let loss = 0; loss < 5; loss++) {
      time += 10 * 60_000
      desk.machine.gpu.lose(true)
      await desk.ask('read', { image: picture })
    }
    expect(new Set(desk.heard('engine').map(({ engine }) => engine.kind))).toEqual(new Set(['webgpu']))
  })
})

describe('a device that is lost in the middle of a training', () => {
  beforeEach(async () => {
    await desk.ask('loadData', { kind: 'mnist' })
  })

  test('before the first epoch: the model from before the training comes back', async () => {
    await desk.ask('train', { ...options, startPaused: true })
    await desk.ask('step', null)
    desk.machine.gpu.lose()
    await failed()
    expect((await desk.until('error')).error).toMatchObject({ code: 'device-lost', detail: { original: 'test' } })
    expect(desk.heard('model').at(-1)?.model).toMatchObject({ epochs: 5, testAccuracy: 0.98 })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test.each([
    ['as the browser says', false],
    ['in silence, found by the next read-back', true],
  ])('after an epoch, %s: the last good epoch comes back', async (_, silently) => {
    await desk.ask('train', options)
    await desk.until('epoch', ({ epoch }) => epoch === 1)
    desk.machine.gpu.lose(silently)
    await failed()
    const kept = decodeCheckpoint(desk.heard('checkpoint').at(-1)!.bytes)
    expect(await savedParameters()).toEqual(kept.parameters)
    expect(desk.heard('model').at(-1)?.model).toMatchObject({ epochs: kept.epochs, testAccuracy: kept.testAccuracy })
    expect(desk.machine.gpus).toHaveLength(2)
  })

  test('a new training runs on the new device', async () => {
    await desk.ask('train', options)
    await desk.until('epoch')
    desk.machine.gpu.lose()
    await failed()
    await desk.ask('train', { ...options, epochs: 1, start: 'current' })
    await desk.until('trainingState', ({ state }) => state === 'finished')
    expect(desk.machine.gpus).toHaveLength(2)
  })
})

test('a thread of the CPU that is lost ends the training with the last good epoch, and the next one does without it', async () => {
  const threads: ThreadInProcess[] = []
  const spawn = () => {
    const thread = new ThreadInProcess()
    threads.push(thread)
    return thread
  }
  desk = new Desk({ createEngine: () => createCpuEngine({ threads: 3, spawn }) })
  expect((await desk.start('cpu')).engine.adapter).toBe('JavaScript, float64, 3 threads')
  await desk.ask('loadData', { kind: 'mnist' })
  await desk.ask('train', options)
  await desk.until('epoch', ({ epoch }) => epoch === 1)
  threads[0]!.die('out of memory')
  await failed()
  expect((await desk.until('error')).error).toMatchObject({ code: 'thread-lost', message: expect.stringContaining('out of memory') })
  expect(await desk.until('engine')).toMatchObject({ engine: { adapter: 'JavaScript, float64, 2 threads' }, reason: { kind: 'chosen' } })
  expect(await savedParameters()).toEqual(decodeCheckpoint(desk.heard('checkpoint').at(-1)!.bytes).parameters)
  await desk.ask('train', { ...options, epochs: 1, start: 'current' })
  await desk.until('trainingState', ({ state }) => state === 'finished')
  expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
})

describe('a training that diverges', () => {
  test('leaves the model from before it, with a word on what to do', async () => {
    await desk.ask('loadData', { kind: 'mnist' })
    await desk.ask('train', { ...options, learningRate: 10, start: 'current' })
    // Noise and a rate of 10: sooner or later the run is over, and if it failed the model must be whole.
    const end = await desk.until('trainingState', ({ state }) => state === 'failed' || state === 'finished')
    if (end.state === 'failed') expect((await desk.until('error')).error.code).toBe('diverged')
    for (const { data } of (await savedParameters()).values()) expect(data.every(Number.isFinite)).toBe(true)
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
  })
})
