import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ShaderError } from '../core/errors'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { presets } from '../nn/spec/presets'
import { resolveRunSettings } from '../nn/spec/training'
import { tinySpec } from '../train/tiny-task.fixture'
import { STALL_MS } from '../data/download'
import { fetchBytes } from './fetch-bytes'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

let host: TestHost

beforeEach(() => {
  host = new TestHost()
})

const savedParameters = async () => decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters

describe('start', () => {
  test('brings up WebGPU and the model at its address', async () => {
    const { engine, reason, model } = await host.start()
    expect([engine.kind, reason]).toEqual(['webgpu', { kind: 'gpu' }])
    expect(model).toMatchObject({ name: 'tiny', epochs: 5, trainedOn: ['MNIST, training'], testAccuracy: 0.98, testedOn: 'MNIST, test' })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('falls back to the CPU and says why', async () => {
    host.machine.hasGpu = false
    const { engine, reason } = await host.start()
    expect(engine.kind).toBe('cpu')
    expect(reason).toMatchObject({ kind: 'failed', error: { message: expect.stringContaining('noWebGpu') } })
  })

  test('falls back to the CPU too when the GPU cannot run the model', async () => {
    host.machine.broken.createModel = new ShaderError({ label: 'test', original: '1:1 error' })
    const { engine, reason } = await host.start()
    expect(engine.kind).toBe('cpu')
    expect(reason).toMatchObject({ kind: 'failed', error: { message: expect.stringContaining('does not compile') } })
    expect(host.machine.gpu.isDisposed).toBe(true)
  })

  test('prefers the CPU to a GPU that is emulated on it', async () => {
    host.machine.isSoftware = true
    const { engine, reason } = await host.start()
    expect([engine.kind, reason]).toEqual(['cpu', { kind: 'emulated', adapter: 'flaky', speeds: null }])
    expect(host.machine.gpus, 'no device is made for nothing').toHaveLength(0)
  })

  test('refuses when WebGPU was asked for and cannot be had', async () => {
    host.machine.hasGpu = false
    await expect(host.start('webgpu')).rejects.toThrow('engine-unavailable')
  })

  test('goes on with fresh weights when the model cannot be had, and says so', async () => {
    host = new TestHost({ fetchBytes: async () => new TextEncoder().encode('<!doctype html>') })
    const { model } = await host.start()
    expect(model).toMatchObject({ name: 'row-lstm', epochs: 0, parameterCount: 81_674, testAccuracy: null })
    // Nobody has chosen a file, so that nobody is told to choose another.
    const detail = { url: 'models/tiny.safetensors', fault: { kind: 'damaged' } }
    expect((await host.until('error')).error).toMatchObject({ code: 'model-fetch', detail })
  })

  test('goes on with fresh weights when the model never comes, and says so', async () => {
    vi.useFakeTimers()
    host = new TestHost({ fetchBytes: (url) => fetchBytes(url, () => new Promise(() => {})) })
    const started = host.start()
    await vi.advanceTimersByTimeAsync(STALL_MS)
    vi.useRealTimers()
    expect((await started).model).toMatchObject({ name: 'row-lstm', epochs: 0 })
    expect((await host.until('error')).error).toMatchObject({ code: 'model-fetch', detail: { fault: { kind: 'stalled' } } })
  })
})

describe('another engine', () => {
  const use = (engine: 'auto' | 'webgpu' | 'cpu') => host.ask('useEngine', { engine, speeds: null })

  test('takes over the model as it is, and answers the same', async () => {
    await host.start()
    const before = await host.ask('read', { image: picture })
    expect(await use('cpu')).toMatchObject({ engine: { kind: 'cpu' }, reason: { kind: 'chosen' } })
    expect(host.machine.gpu.isDisposed).toBe(true)
    expect(await host.ask('read', { image: picture })).toEqual(before)
    expect(await use('auto')).toMatchObject({ engine: { kind: 'webgpu' }, reason: { kind: 'gpu' } })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('that runs already goes on', async () => {
    await host.start()
    expect(await use('webgpu')).toMatchObject({ engine: { kind: 'webgpu' }, reason: { kind: 'chosen' } })
    expect(host.machine.gpus).toHaveLength(1)
  })

  test('stores in half precision where it can, and goes on as it is where it need not', async () => {
    host.machine.hasHalf = true
    await host.start()
    const half = await host.ask('useEngine', { engine: 'auto', speeds: null, format: 'float16' })
    expect(half).toMatchObject({ engine: { kind: 'webgpu', format: 'float16' }, reason: { kind: 'gpu' } })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
    await host.ask('useEngine', { engine: 'webgpu', speeds: null, format: 'float16' })
    expect(host.machine.gpus).toHaveLength(2)
    // The CPU's has no choice, and a GPU that comes back is as it was.
    expect((await host.ask('useEngine', { engine: 'cpu', speeds: null, format: 'float16' })).engine.kind).toBe('cpu')
    expect(await host.ask('useEngine', { engine: 'auto', speeds: null, format: 'float16' })).toMatchObject(half)
    host.machine.gpu.lose()
    expect((await host.until('engine')).engine).toMatchObject({ format: 'float16' })
    // What is computed beside it stores as it does.
    await host.ask('timeNetwork', { spec: tinySpec, settings: resolveRunSettings({ epochs: 1, batchSize: 2, seed: 1 }) })
    expect(host.machine.gpu.info.format).toBe('float16')
  })

  test('stores as usual where the adapter has no half precision, and says so', async () => {
    await host.start()
    const { engine } = await host.ask('useEngine', { engine: 'auto', speeds: null, format: 'float16' })
    expect(engine).toMatchObject({ kind: 'webgpu', format: 'float32' })
    expect((await host.until('error')).error).toMatchObject({
      code: 'engine-unavailable',
      detail: { engine: 'webgpu', reason: { kind: 'noHalf', adapter: 'flaky' } },
    })
  })

  test('that cannot be had leaves the one before', async () => {
    host.machine.hasGpu = false
    await host.start()
    await expect(use('webgpu')).rejects.toThrow('engine-unavailable')
    expect(await host.ask('read', { image: picture })).not.toBeNull()
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('is refused while training', async () => {
    await host.start()
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('train', training(settings, { startPaused: true }))
    await expect(use('cpu')).rejects.toThrow('obstacle training')
    await expect(host.ask('measureEngines', null)).rejects.toThrow('obstacle training')
    await host.ask('stop', null)
  })

  test('is compared by a moment of training on each', async () => {
    host.machine.isSoftware = true
    await host.start()
    const { speeds, engines } = await host.ask('measureEngines', null)
    expect(speeds).toEqual({ adapter: 'flaky', cpu: expect.any(Number), webgpu: expect.any(Number) })
    expect(speeds.cpu).toBeGreaterThan(0)
    expect(engines.map(({ kind, training: rates }) => [kind, rates[0]?.imagesPerSecond])).toEqual([
      ['webgpu', speeds.webgpu],
      ['cpu', speeds.cpu],
    ])
    // Batches that keep a GPU busy are none for one that is emulated.
    expect(engines.map(({ training: rates }) => rates.length)).toEqual([1, 1])
    for (const { reading, manyPerSecond } of engines) expect(Math.min(reading, manyPerSecond)).toBeGreaterThan(0)
    expect(host.machine.gpu.isDisposed).toBe(true)
    const faster = { ...speeds, webgpu: 2 * speeds.cpu }
    expect((await host.ask('useEngine', { engine: 'auto', speeds: faster })).engine.kind).toBe('webgpu')
    expect((await host.ask('useEngine', { engine: 'auto', speeds: { ...faster, adapter: 'another' } })).engine.kind).toBe('cpu')
  })
})

describe('a network that is only thought of', () => {
  const { spec } = presets.cnn

  test('is timed beside the model of the page, which stays', async () => {
    await host.start()
    const { stepMilliseconds } = await host.ask('timeNetwork', { spec, settings })
    expect(stepMilliseconds).toBeGreaterThan(0)
    expect(await savedParameters()).toEqual(shippedModel.parameters)
    expect(host.machine.gpus.at(-1)!.isDisposed).toBe(true)
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })

  test('is not timed while training', async () => {
    await host.start()
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('train', training(settings, { startPaused: true }))
    await expect(host.ask('timeNetwork', { spec, settings })).rejects.toThrow('obstacle training')
    await host.ask('stop', null)
  })

  test('that the engine cannot make takes nothing with it', async () => {
    await host.start()
    host.machine.broken.createModel = new ShaderError({ label: 'test', original: '1:1 error' })
    await expect(host.ask('timeNetwork', { spec, settings })).rejects.toThrow('does not compile')
    expect(host.machine.gpus.at(-1)!.isDisposed).toBe(true)
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })
})

describe('reading', () => {
  test('gives every signal of every layer', async () => {
    await host.start()
    const trace = await host.ask('read', { image: picture })
    expect(trace?.signals.map(({ name }) => name)).toEqual(['i', 'f', 'o', 'g', 'c', 'h', 'output'])
    expect(trace?.belief.shape).toEqual([28, 10])
  })

  test('holds signals and goes back from the loss where that is wanted', async () => {
    await host.start()
    const clamps = [{ layer: 'lstm', signal: 'o', value: 0 }]
    const trace = await host.ask('read', { image: picture, options: { clamps, gradients: { label: 2 } } })
    expect(trace?.signals.findLast(({ layer }) => layer === 'lstm')?.data.every((value) => value === 0)).toBe(true)
    expect(trace?.gradients?.states.map(({ layer, signal }) => `${layer}/${signal}`)).toEqual(['lstm/h', 'lstm/c'])
    expect(trace?.gradients?.saliency.shape).toEqual([28, 28])
    const wrong = host.ask('read', { image: picture, options: { clamps: [{ ...clamps[0]!, layer: 'gru' }] } })
    await expect(wrong).rejects.toThrow('where clamp, field layer, value "gru"')
    expect((await host.ask('read', { image: picture }))?.gradients).toBeUndefined()
  })

  test('the newest picture overtakes those that wait', async () => {
    await host.start()
    const answers = await Promise.all([1, 2, 3].map(() => host.ask('read', { image: picture })))
    expect(answers.map((trace) => trace !== null)).toEqual([true, false, true])
  })

  test('is answered between the steps of a training', async () => {
    await host.start()
    await host.ask('loadData', { kind: 'built-in' })
    await host.ask('train', training({ ...settings, epochs: 40 }))
    await host.until('steps')
    const before = host.heard('steps').length
    expect(await host.ask('read', { image: picture })).not.toBeNull()
    expect(host.heard('trainingState').at(-1)?.state).toBe('running')
    await host.until('steps', () => host.heard('steps').length > before)
    await host.ask('stop', null)
  })

  test.each([
    ['too few pixels', new Float32Array(783), 'tensor image, misfit count (expected 784, actual 783)'],
    ['none', new Float32Array(0), 'decode'],
    ['ink beyond 1', picture.map(() => 1.5), 'decode'],
    ['NaN', picture.map(() => NaN), 'decode'],
  ])('refuses %s', async (_, image, words) => {
    await host.start()
    await expect(host.ask('read', { image })).rejects.toThrow(words)
  })

  test('waits for nobody before the start: it is refused', async () => {
    await expect(host.ask('read', { image: picture })).rejects.toThrow('state')
  })
})

describe('another model', () => {
  test('replaces the one before', async () => {
    await host.start()
    const spec = { ...tinySpec, layers: [{ ...tinySpec.layers[0]!, units: 6 }, tinySpec.layers[1]!] }
    const { model } = await host.ask('newModel', { spec, name: 'six units', seed: 4 })
    expect(model).toMatchObject({ name: 'six units', epochs: 0, seed: 4 })
    const trace = await host.ask('read', { image: picture })
    expect(trace?.signals[0]?.shape).toEqual([28, 6])
  })

  test('that is broken leaves the one before', async () => {
    await host.start()
    const parameters = new Map(shippedModel.parameters)
    parameters.set('dense/bias', { shape: [10], data: new Float32Array(10).fill(Infinity) })
    const bytes = encodeCheckpoint({ ...shippedModel, parameters })
    await expect(host.ask('loadModel', { bytes, name: 'broken' })).rejects.toThrow('shape')
    expect(await savedParameters()).toEqual(shippedModel.parameters)
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })
})

describe('messages that make no sense', () => {
  test('with an id are answered with a failure', async () => {
    await expect(host.ask('loadData', { kind: 'mnist', limit: 0 })).rejects.toThrow('request.params.limit: expected a whole number')
  })

  test.each([null, 'read', 42, {}, { type: 'read' }, [[]], { id: 'x', type: 'ping', params: null }])(
    '%j becomes an error event',
    async (data) => {
      await host.receive(data)
      expect(host.heard('error')).toHaveLength(1)
    },
  )
})
