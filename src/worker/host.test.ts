import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DataUnavailableError } from '../data'
import { deformImage } from '../nn'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinyData, tinySpec } from '../train/tiny-task.fixture'
import type { RunSettings } from '../nn/spec/training'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const settings: RunSettings = { epochs: 2, batchSize: 8, learningRate: 1e-2, seed: 3 }

let host: TestHost

beforeEach(() => {
  host = new TestHost()
})

const finished = () => host.until('trainingState', ({ state }) => state === 'finished')
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
    expect(reason).toMatchObject({ kind: 'failed', error: { message: expect.stringContaining('this browser has no WebGPU') } })
  })

  test('falls back to the CPU too when the GPU cannot run the model', async () => {
    host.machine.hasWorkingShaders = false
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
    expect((await host.until('error')).error.code).toBe('safetensors')
  })
})

describe('units in the order of their likeness', () => {
  test('are compared on built-in digits, or on the test pictures in use', async () => {
    await host.start()
    const built = await host.ask('unitOrder', { layer: 'lstm' })
    expect(built).toMatchObject({ layer: 'lstm', set: 'Noise, test', count: 30 })
    expect([...(built?.order ?? [])].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
    await host.ask('loadData', { kind: 'mnist' })
    expect(await host.ask('unitOrder', { layer: 'lstm' })).toMatchObject({ set: 'Noise, test', count: 12 })
  })

  test('are known for the weights they were found for', async () => {
    let traced = 0
    const { createEngine } = host.machine
    host = new TestHost({
      createEngine: async (kind) => {
        const engine = await createEngine(kind)
        const { createModel } = engine
        return Object.assign(engine, {
          createModel: async (...args: Parameters<typeof createModel>) => {
            const model = await createModel.apply(engine, args)
            return Object.assign(model, { trace: countCalls(model.trace) })
          },
        })
      },
    })
    await host.start('cpu')
    const first = await host.ask('unitOrder', { layer: 'lstm' })
    const once = traced
    expect(once).toBeGreaterThanOrEqual(30)
    expect(await host.ask('unitOrder', { layer: 'lstm' })).toEqual(first)
    expect(traced).toBe(once)
    await host.ask('newModel', { spec: tinySpec, name: 'other', seed: 5 })
    await host.ask('unitOrder', { layer: 'lstm' })
    expect(traced).toBeGreaterThan(once)

    function countCalls<A extends unknown[], R>(work: (...args: A) => R): (this: unknown, ...args: A) => R {
      return function (this: unknown, ...args) {
        traced++
        return work.apply(this, args)
      }
    }
  })

  test('a newer request overtakes an older one, and a layer without time has none', async () => {
    await host.start()
    const [older, newer] = await Promise.all([host.ask('unitOrder', { layer: 'lstm' }), host.ask('unitOrder', { layer: 'lstm' })])
    expect(older).toBeNull()
    expect(newer).not.toBeNull()
    expect(await host.ask('unitOrder', { layer: 'dense' })).toBeNull()
    expect(await host.ask('unitOrder', { layer: 'nothing' })).toBeNull()
  })

  test('let readings go first', async () => {
    await host.start()
    const ended: string[] = []
    const order = host.ask('unitOrder', { layer: 'lstm' }).then(() => ended.push('order'))
    for (let reading = 0; reading < 3; reading++) {
      await host.ask('read', { image: picture })
      ended.push('reading')
    }
    await order
    expect(ended).toEqual(['reading', 'reading', 'reading', 'order'])
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
    await expect(use('cpu')).rejects.toThrow('not while training')
    await expect(host.ask('measureEngines', null)).rejects.toThrow('not while training')
    await host.ask('stop', null)
  })

  test('is compared by a moment of training on each', async () => {
    host.machine.isSoftware = true
    await host.start()
    const speeds = await host.ask('measureEngines', null)
    expect(speeds).toEqual({ adapter: 'flaky', cpu: expect.any(Number), webgpu: expect.any(Number) })
    expect(speeds.cpu).toBeGreaterThan(0)
    expect(host.machine.gpu.isDisposed).toBe(true)
    const faster = { ...speeds, webgpu: 2 * speeds.cpu }
    expect((await host.ask('useEngine', { engine: 'auto', speeds: faster })).engine.kind).toBe('webgpu')
    expect((await host.ask('useEngine', { engine: 'auto', speeds: { ...faster, adapter: 'another' } })).engine.kind).toBe('cpu')
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
    expect(trace?.signals.find(({ name }) => name === 'h')?.data.every((value) => value === 0)).toBe(true)
    expect(trace?.gradients?.states.map(({ layer, signal }) => `${layer}/${signal}`)).toEqual(['lstm/h', 'lstm/c'])
    expect(trace?.gradients?.saliency.shape).toEqual([28, 28])
    const wrong = host.ask('read', { image: picture, options: { clamps: [{ ...clamps[0]!, layer: 'gru' }] } })
    await expect(wrong).rejects.toThrow('spec: clamp: layer is "gru"')
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
    ['too few pixels', new Float32Array(783)],
    ['ink beyond 1', picture.map(() => 1.5)],
    ['NaN', picture.map(() => NaN)],
  ])('refuses %s', async (_, image) => {
    await host.start()
    await expect(host.ask('read', { image })).rejects.toThrow('decode')
  })

  test('waits for nobody before the start: it is refused', async () => {
    await expect(host.ask('read', { image: picture })).rejects.toThrow('state')
  })
})

describe('data', () => {
  test('MNIST is told with its origin', async () => {
    await host.start()
    const { data, failures } = await host.ask('loadData', { kind: 'mnist' })
    expect(data).toEqual({ kind: 'mnist', origin: 'page', trainCount: 20, testCount: 12 })
    expect(failures).toEqual([])
    expect(host.heard('data')).toEqual([{ type: 'data', data }])
  })

  test('without MNIST the built-in digits are used, with the reasons', async () => {
    const failures = [{ source: 'page', file: 'train-images', fault: 'http', reason: 'the server answers 404' }] as const
    host = new TestHost({ loadMnist: () => Promise.reject(new DataUnavailableError({ failures })) })
    await host.start()
    const answer = await host.ask('loadData', { kind: 'mnist' })
    expect(answer.data.kind).toBe('built-in')
    expect(answer.failures).toEqual(failures)
  })

  test('a newer load overtakes an older one, whose result is never used', async () => {
    let release = () => {}
    const slow = new Promise<void>((resolve) => (release = resolve))
    host = new TestHost({ loadMnist: async () => slow.then(() => ({ dataset: tinyData(), origin: 'page', failures: [] })) })
    await host.start()
    const older = host.ask('loadData', { kind: 'mnist' })
    const newer = host.ask('loadData', { kind: 'built-in' })
    const failure = older.catch((error: unknown) => error)
    expect((await newer).data.kind).toBe('built-in')
    release()
    expect(String(await failure)).toContain('overtaken')
    expect(host.heard('data').map(({ data }) => data.kind)).toEqual(['built-in'])
  })

  test('files that are not MNIST change nothing', async () => {
    host = new TestHost({ loadMnistFiles: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
    await host.start()
    await host.ask('loadData', { kind: 'built-in' })
    await expect(host.ask('loadFiles', { files: [new File(['x'], 'x.gz')] })).rejects.toThrow('data-unavailable')
    expect(host.heard('data')).toHaveLength(1)
    await host.ask('train', training(settings))
    await finished()
  })

  describe('files that are dropped while MNIST is fetched', () => {
    const fetched = () => {
      let release = () => {}
      const slow = new Promise<void>((resolve) => (release = resolve))
      return { release: () => release(), loadMnist: async () => slow.then(() => ({ dataset: tinyData(), origin: 'page', failures: [] })) }
    }
    const dropped = { files: [new File(['x'], 'x.gz')] }

    test('leave the download alone when they are something else', async () => {
      const { release, loadMnist } = fetched()
      host = new TestHost({ loadMnist, loadMnistFiles: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
      await host.start()
      const download = host.ask('loadData', { kind: 'mnist' })
      await expect(host.ask('loadFiles', dropped)).rejects.toThrow('data-unavailable')
      release()
      expect((await download).data.origin).toBe('page')
      expect(host.heard('data').map(({ data }) => data.origin)).toEqual(['page'])
    })

    test('end it when they are MNIST', async () => {
      const { release, loadMnist } = fetched()
      host = new TestHost({ loadMnist })
      await host.start()
      const download = host.ask('loadData', { kind: 'mnist' }).catch((error: unknown) => error)
      expect((await host.ask('loadFiles', dropped)).data.origin).toBe('files')
      release()
      expect(String(await download)).toContain('overtaken')
      expect(host.heard('data').map(({ data }) => data.origin)).toEqual(['files'])
    })

    test('are waited for by a training', async () => {
      let release = () => {}
      const slow = new Promise<void>((resolve) => (release = resolve))
      host = new TestHost({ loadMnistFiles: async () => slow.then(() => ({ dataset: tinyData(), origin: 'files', failures: [] })) })
      await host.start()
      const reading = host.ask('loadFiles', dropped)
      const run = host.ask('train', training(settings, { startPaused: true }))
      release()
      await reading
      expect((await run).stepsPerEpoch).toBe(3)
      await host.ask('stop', null)
    })
  })

  test('is shown as a training would deform it', async () => {
    await host.start()
    const asked = { augment: TYPICAL_AUGMENTATION, seed: 3, step: 2, count: 8 }
    expect(await host.ask('previewAugmentation', asked)).toBeNull()
    await host.ask('loadData', { kind: 'mnist', limit: 5 })
    const { images } = tinyData().train
    const pictures = [0, 1, 2, 3, 4].map((index) => deformImage(images, index, TYPICAL_AUGMENTATION, { seed: 3, step: 2 }))
    expect(await host.ask('previewAugmentation', asked)).toEqual({ pictures })
    await expect(host.ask('previewAugmentation', { ...asked, augment: { ...TYPICAL_AUGMENTATION, rotate: 46 } })).rejects.toThrow('decode')
  })

  test('a limit takes the first examples', async () => {
    await host.start()
    const { data } = await host.ask('loadData', { kind: 'mnist', limit: 5 })
    expect([data.trainCount, data.testCount]).toEqual([5, 5])
  })
})

describe('training', () => {
  beforeEach(async () => {
    await host.start()
    await host.ask('loadData', { kind: 'mnist' })
  })

  test('runs to its end and tells of everything', async () => {
    expect(await host.ask('train', training(settings))).toEqual({ totalSteps: 6, stepsPerEpoch: 3 })
    await finished()
    expect(host.heard('trainingState').map(({ state }) => state)).toEqual(['running', 'finished'])
    expect(host.heard('epoch').map(({ epoch }) => epoch)).toEqual([0, 1])
    expect(host.heard('steps').reduce((sum, { report }) => sum + report.losses.length, 0)).toBe(6)
    const { testAccuracy } = host.heard('epoch')[1]!
    const identity = { name: 'tiny', epochs: 2, seed: 3, trainedOn: ['Noise, training'], testAccuracy, testedOn: 'Noise, test' }
    expect(host.heard('model').at(-1)?.model).toMatchObject(identity)
    const saved = decodeCheckpoint((await host.ask('saveModel', null)).bytes)
    expect(saved).toMatchObject({ ...identity, run: null })
  })

  test('asks for a new reading at once, while it runs, and at its end', async () => {
    await host.ask('train', training(settings))
    expect(host.heard('model')[0]?.model).toMatchObject({ epochs: 0, testAccuracy: null })
    await finished()
    expect(host.heard('model').length).toBeGreaterThanOrEqual(3)
  })

  test('does the same for the same seed', async () => {
    await host.ask('train', training(settings))
    await finished()
    const first = await savedParameters()
    host.events.length = 0
    await host.ask('train', training(settings))
    await finished()
    expect(await savedParameters()).toEqual(first)
  })

  test('on other data than before names both, the last one last', async () => {
    await host.ask('train', training({ ...settings, epochs: 1 }, { start: 'current' }))
    await finished()
    expect(host.heard('model').at(-1)?.model.trainedOn).toEqual(['MNIST, training', 'Noise, training'])
    expect(decodeCheckpoint((await host.ask('saveModel', null)).bytes).trainedOn).toEqual(['MNIST, training', 'Noise, training'])
  })

  test('can be continued from the current weights', async () => {
    await host.ask('train', training({ ...settings, epochs: 1 }, { start: 'current' }))
    await finished()
    expect(host.heard('model').at(-1)?.model.epochs).toBe(6)
  })

  test('leaves the model as it was when a run cannot begin', async () => {
    const before = await savedParameters()
    await expect(host.ask('train', training({ ...settings, optimizer: { type: 'adam', beta1: 2 } }))).rejects.toThrow()
    expect(await savedParameters()).toEqual(before)
  })

  test('tells fresh weights from the model before, even when no step was done', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    const identity = async () => {
      const { epochs, trainedOn, testAccuracy } = decodeCheckpoint((await host.ask('saveModel', null)).bytes)
      return { epochs, trainedOn, testAccuracy }
    }
    const fresh = { epochs: 0, trainedOn: [], testAccuracy: null }
    expect(await identity()).toEqual(fresh)
    await host.ask('stop', null)
    expect(await identity()).toEqual(fresh)
  })

  test('pauses, steps, resumes and stops', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await host.ask('step', null)
    await host.ask('step', null)
    expect(host.heard('steps').map(({ report }) => report.firstStep)).toEqual([0, 1])
    await host.ask('resume', null)
    await host.until('epoch')
    await host.ask('pause', null)
    await host.ask('stop', null)
    expect(host.heard('trainingState').at(-1)?.state).toBe('stopped')
    const steps = host.heard('steps').flatMap(({ report }) => Array.from(report.losses, (_, index) => report.firstStep + index))
    expect(steps).toEqual(steps.map((_, index) => index))
  })

  test('stopped within an epoch keeps its weights, without an accuracy that was not measured', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await host.ask('step', null)
    await host.ask('stop', null)
    expect(host.heard('model').at(-1)?.model).toMatchObject({
      epochs: 0,
      trainedOn: ['Noise, training'],
      testAccuracy: null,
      testedOn: null,
    })
    expect(await savedParameters()).not.toEqual(shippedModel.parameters)
  })

  test('on a validation split leaves the test set alone', async () => {
    await host.ask('train', training({ ...settings, validation: 5 }))
    await finished()
    expect(host.heard('epoch')[0]?.evaluatedOn).toBe('Noise, training, last 5')
    expect(host.heard('model').at(-1)?.model.testAccuracy).toBeNull()
    const { set, accuracy, total } = await host.ask('evaluate', null)
    expect([set, total]).toEqual(['Noise, test', 12])
    expect(host.heard('model').at(-1)?.model).toMatchObject({ testAccuracy: accuracy, testedOn: 'Noise, test' })
  })

  test('goes on from a checkpoint of a run that was cut off', async () => {
    await host.ask('train', training(settings))
    await finished()
    const whole = await savedParameters()
    const { bytes } = host.heard('checkpoint')[0]!
    host = new TestHost()
    await host.start()
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('loadModel', { bytes, name: 'cut off' })
    await host.ask('train', training({ ...settings, seed: 99 }, { start: 'resume' }))
    await finished()
    expect(host.heard('epoch').map(({ epoch }) => epoch)).toEqual([1])
    expect(host.heard('model').at(-1)?.model.epochs).toBe(2)
    for (const [name, { data }] of await savedParameters()) {
      for (const [index, value] of data.entries()) expect(value).toBeCloseTo(whole.get(name)!.data[index]!, 6)
    }
  })

  test('does not resume on other data, nor what is no part of a run', async () => {
    await expect(host.ask('train', training(settings, { start: 'resume' }))).rejects.toThrow('state')
    await host.ask('train', training(settings))
    await finished()
    await host.ask('loadModel', { bytes: host.heard('checkpoint')[0]!.bytes, name: 'cut off' })
    await host.ask('loadData', { kind: 'mnist', limit: 10 })
    await expect(host.ask('train', training(settings, { start: 'resume' }))).rejects.toThrow('Noise, training, first 10')
  })

  test('refuses what would disturb it', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    const bytes = encodeCheckpoint(shippedModel)
    await expect(host.ask('train', training(settings))).rejects.toThrow('state')
    await expect(host.ask('loadModel', { bytes, name: 'x' })).rejects.toThrow('state')
    await expect(host.ask('newModel', { spec: tinySpec, name: 'x', seed: 1 })).rejects.toThrow('state')
    await expect(host.ask('loadData', { kind: 'mnist' })).rejects.toThrow('state')
    await expect(host.ask('evaluate', null)).rejects.toThrow('state')
    await host.ask('stop', null)
  })

  test('reset brings the first model back, also out of a training', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await host.ask('step', null)
    const { model } = await host.ask('reset', null)
    expect(model).toMatchObject({ name: 'tiny', epochs: 5, testAccuracy: 0.98 })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test.each(['pause', 'resume', 'step', 'stop'] as const)('%s without a run is refused', async (call) => {
    await expect(host.ask(call, null)).rejects.toThrow('state')
  })
})

describe('a profile', () => {
  test('is refused by an engine that has no GPU', async () => {
    await host.start('cpu')
    await expect(host.ask('profile', { settings })).rejects.toThrow('profile-unavailable: No profile: the engine in use has no GPU')
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })
})

describe('a training is prepared', () => {
  const preparations = () => host.machine.gpu.preparations.map(({ batchSize, optimizer }) => [batchSize, optimizer.type])

  test('once per model, after its first reading on the GPU, without anybody asking', async () => {
    await host.start()
    await vi.waitFor(() => expect(preparations()).toEqual([[64, 'adam']]))
    await host.ask('read', { image: picture })
    const spec = { ...tinySpec, layers: [{ ...tinySpec.layers[0]!, units: 6 }, tinySpec.layers[1]!] }
    await host.ask('newModel', { spec, name: 'row-lstm-mse-sgd', seed: 4 })
    await host.ask('read', { image: picture })
    await vi.waitFor(() => expect(preparations()).toHaveLength(2))
    expect(preparations()[1]).toEqual([16, 'sgd'])
  })
})

test('without data there is no training', async () => {
  await host.start()
  await expect(host.ask('train', training(settings))).rejects.toThrow('without data')
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
