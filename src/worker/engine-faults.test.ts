import { beforeEach, describe, expect, test } from 'vitest'
import { DeviceLostError, EngineUnavailableError, ShaderError } from '../core/errors'
import { GpuValidationError } from '../gpu/errors'
import { resolveRunSettings } from '../nn/spec/training'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'
import { eventually } from '../testing/eventually'

/** An engine that came up and cannot do the work: the model goes to the next kind, and the page says why. */

const shader = new ShaderError({ label: 'lstm/forward_step', original: 'error 3:1 unknown' })
const silent = new DeviceLostError({ original: null, silentSeconds: 60 })
const refused = new GpuValidationError({ original: 'bad layout' })
const lost = new DeviceLostError({ original: 'reset' })

let host: TestHost
beforeEach(() => {
  host = new TestHost()
})

/** Waits until the model is on the CPU, and has been told to be. */
async function expectOnCpu(code: string): Promise<void> {
  expect(await host.until('engine', ({ engine }) => engine.kind === 'cpu')).toMatchObject({ reason: { kind: 'failed', error: { code } } })
  const told = await host.until('error', ({ error }) => error.code === 'engine-changed')
  expect(told.error.detail).toEqual({ from: 'webgpu', to: 'cpu' })
  expect(host.machine.gpus.every(({ isDisposed }) => isDisposed)).toBe(true)
  expect(await host.ask('read', { image: picture })).not.toBeNull()
}

test('an emulated GPU computes where the CPU’s own code does not come', async () => {
  host.machine.hasCpu = false
  host.machine.isSoftware = true
  const { engine, reason } = await host.start()
  expect(engine.kind).toBe('webgpu')
  expect(reason).toMatchObject({ kind: 'failed', error: { detail: { engine: 'cpu', reason: { kind: 'notLoaded' } } } })
  expect(await host.ask('read', { image: picture })).not.toBeNull()
})

describe('a first reading that fails', () => {
  test.each([
    ['shaders do not compile', shader],
    ['the GPU does not answer', silent],
    ['a call is refused', refused],
  ])('because %s: the CPU at once, whoever asked for the GPU', async (_, error) => {
    for (const choice of ['auto', 'webgpu'] as const) {
      host = new TestHost()
      host.machine.broken.trace = error
      await host.start(choice)
      expect(await host.ask('read', { image: picture })).not.toBeNull()
      await expectOnCpu(error.code)
      expect(host.machine.gpus, 'no GPU is tried again').toHaveLength(1)
    }
  })

  test('because the device went away: it may come back', async () => {
    host.machine.broken.trace = lost
    await host.start()
    await host.until('engine')
    delete host.machine.broken.trace
    expect(await host.ask('read', { image: picture })).not.toBeNull()
    expect(host.heard('engine').at(-1)?.engine.kind).toBe('webgpu')
    expect(host.heard('error')).toEqual([])
  })

  test('is found where nobody reads', async () => {
    host.machine.broken.trace = shader
    await host.start()
    await expectOnCpu('shader')
  })

  test('of an engine that is chosen leaves the model where it was', async () => {
    host.machine.broken.trace = shader
    await host.start('cpu')
    await expect(host.ask('useEngine', { engine: 'webgpu', speeds: null })).rejects.toThrow('shader')
    const { engine, reason } = await host.ask('useEngine', { engine: 'auto', speeds: null })
    expect([engine.kind, reason]).toMatchObject(['cpu', { kind: 'failed', error: { code: 'shader' } }])
    expect(await host.ask('read', { image: picture })).not.toBeNull()
    expect(host.machine.gpus.map(({ isDisposed }) => isDisposed)).toEqual([true, true])
  })

  test('of another model on the same engine takes that model along', async () => {
    await host.start()
    await host.ask('read', { image: picture })
    host.machine.broken.trace = shader
    const layers = [{ ...shippedModel.spec.layers[0]!, units: 6 }, ...shippedModel.spec.layers.slice(1)]
    await host.ask('newModel', { spec: { ...shippedModel.spec, layers }, name: 'six units', seed: 4 })
    await expectOnCpu('shader')
    expect((await host.ask('read', { image: picture }))?.signals[0]?.shape).toEqual([28, 6])
  })
})

describe('kernels that do not compile later', () => {
  test('for a reading: the CPU answers it', async () => {
    await host.start()
    const before = await host.ask('read', { image: picture })
    await eventually(() => expect(host.machine.gpu.preparations, 'it has read by itself').toHaveLength(1))
    host.machine.broken.trace = shader
    expect(await host.ask('read', { image: picture })).toEqual(before)
    await expectOnCpu('shader')
  })

  test('for training, before anybody trains', async () => {
    host.machine.broken.prepareFit = shader
    await host.start()
    await host.ask('read', { image: picture })
    await expectOnCpu('shader')
  })

  test('for a run: it ends with the reason, and the next one runs', async () => {
    const settings = resolveRunSettings({ epochs: 1, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })
    host.machine.broken.fit = shader
    await host.start()
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('train', training(settings))
    await host.until('trainingState', ({ state }) => state === 'failed')
    expect((await host.until('error', ({ error }) => error.code === 'shader')).error.detail).toMatchObject({ label: 'lstm/forward_step' })
    await expectOnCpu('shader')
    await host.ask('train', training(settings, { start: 'current' }))
    await host.until('trainingState', ({ state }) => state === 'finished')
  })
})

describe('a GPU that is lost while nobody does anything', () => {
  test('for good: the CPU, with a word', async () => {
    await host.start()
    host.machine.hasGpu = false
    host.machine.gpu.lose()
    await expectOnCpu('engine-unavailable')
  })

  test('again and again: the CPU, with a word', async () => {
    await host.start()
    for (let loss = 1; loss <= 3; loss++) {
      host.machine.gpu.lose()
      await host.until('engine', () => host.heard('engine').length === loss)
    }
    await expectOnCpu('device-lost')
    expect(host.heard('engine').map(({ engine }) => engine.kind)).toEqual(['webgpu', 'webgpu', 'cpu'])
  })

  test('and then nothing comes up any more: even that is told', async () => {
    let isThere = true
    const { machine } = host
    host = new TestHost({
      createEngine: (kind) =>
        isThere ? machine.createEngine(kind) : Promise.reject(new EngineUnavailableError({ engine: kind, reason: { kind: 'noMemory' } })),
    })
    await host.start('webgpu')
    isThere = false
    machine.gpu.lose()
    expect((await host.until('error')).error).toMatchObject({ code: 'engine-unavailable', detail: { engine: 'cpu' } })
  })
})
