import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DataUnavailableError } from '../data'
import { deformImage } from '../nn'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinyData, tinySpec } from '../train/tiny-task.fixture'
import { Desk, picture, shippedModel } from './desk.fixture'
import type { TrainingOptions } from './protocol'

const options: TrainingOptions = { epochs: 2, batchSize: 8, learningRate: 1e-2, seed: 3, start: 'fresh' }

let desk: Desk

beforeEach(() => {
  desk = new Desk()
})

const finished = () => desk.until('trainingState', ({ state }) => state === 'finished')
const savedParameters = async () => decodeCheckpoint((await desk.ask('saveModel', null)).bytes).parameters

describe('start', () => {
  test('brings up WebGPU and the model at its address', async () => {
    const { engine, reason, model } = await desk.start()
    expect([engine.kind, reason]).toEqual(['webgpu', { kind: 'gpu' }])
    expect(model).toMatchObject({ name: 'tiny', epochs: 5, trainedOn: ['MNIST, training'], testAccuracy: 0.98, testedOn: 'MNIST, test' })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('falls back to the CPU and says why', async () => {
    desk.machine.hasGpu = false
    const { engine, reason } = await desk.start()
    expect(engine.kind).toBe('cpu')
    expect(reason).toMatchObject({ kind: 'failed', error: { message: expect.stringContaining('noWebGpu') } })
  })

  test('falls back to the CPU too when the GPU cannot run the model', async () => {
    desk.machine.hasWorkingShaders = false
    const { engine, reason } = await desk.start()
    expect(engine.kind).toBe('cpu')
    expect(reason).toMatchObject({ kind: 'failed', error: { message: expect.stringContaining('does not compile') } })
    expect(desk.machine.gpu.isDisposed).toBe(true)
  })

  test('prefers the CPU to a GPU that is emulated on it', async () => {
    desk.machine.isSoftware = true
    const { engine, reason } = await desk.start()
    expect([engine.kind, reason]).toEqual(['cpu', { kind: 'emulated', adapter: 'flaky', speeds: null }])
    expect(desk.machine.gpus, 'no device is made for nothing').toHaveLength(0)
  })

  test('refuses when WebGPU was asked for and cannot be had', async () => {
    desk.machine.hasGpu = false
    await expect(desk.start('webgpu')).rejects.toThrow('engine-unavailable')
  })

  test('goes on with fresh weights when the model cannot be had, and says so', async () => {
    desk = new Desk({ fetchBytes: async () => new TextEncoder().encode('<!doctype html>') })
    const { model } = await desk.start()
    expect(model).toMatchObject({ name: 'row-lstm', epochs: 0, parameterCount: 81_674, testAccuracy: null })
    expect((await desk.until('error')).error.code).toBe('safetensors')
  })
})

describe('units in the order of their likeness', () => {
  test('are compared on built-in digits, or on the test pictures in use', async () => {
    await desk.start()
    const built = await desk.ask('unitOrder', { layer: 'lstm' })
    expect(built).toMatchObject({ layer: 'lstm', set: 'Noise, test', count: 30 })
    expect([...(built?.order ?? [])].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
    await desk.ask('loadData', { kind: 'mnist' })
    expect(await desk.ask('unitOrder', { layer: 'lstm' })).toMatchObject({ set: 'Noise, test', count: 12 })
  })

  test('are known for the weights they were found for', async () => {
    let traced = 0
    const { createEngine } = desk.machine
    desk = new Desk({
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
    await desk.start('cpu')
    const first = await desk.ask('unitOrder', { layer: 'lstm' })
    const once = traced
    expect(once).toBeGreaterThanOrEqual(30)
    expect(await desk.ask('unitOrder', { layer: 'lstm' })).toEqual(first)
    expect(traced).toBe(once)
    await desk.ask('newModel', { spec: tinySpec, name: 'other', seed: 5 })
    await desk.ask('unitOrder', { layer: 'lstm' })
    expect(traced).toBeGreaterThan(once)

    function countCalls<A extends unknown[], R>(work: (...args: A) => R): (this: unknown, ...args: A) => R {
      return function (this: unknown, ...args) {
        traced++
        return work.apply(this, args)
      }
    }
  })

  test('a newer request overtakes an older one, and a layer without time has none', async () => {
    await desk.start()
    const [older, newer] = await Promise.all([desk.ask('unitOrder', { layer: 'lstm' }), desk.ask('unitOrder', { layer: 'lstm' })])
    expect(older).toBeNull()
    expect(newer).not.toBeNull()
    expect(await desk.ask('unitOrder', { layer: 'dense' })).toBeNull()
    expect(await desk.ask('unitOrder', { layer: 'nothing' })).toBeNull()
  })

  test('let readings go first', async () => {
    await desk.start()
    const ended: string[] = []
    const order = desk.ask('unitOrder', { layer: 'lstm' }).then(() => ended.push('order'))
    for (let reading = 0; reading < 3; reading++) {
      await desk.ask('read', { image: picture })
      ended.push('reading')
    }
    await order
    expect(ended).toEqual(['reading', 'reading', 'reading', 'order'])
  })
})

describe('another engine', () => {
  const use = (engine: 'auto' | 'webgpu' | 'cpu') => desk.ask('useEngine', { engine, speeds: null })

  test('takes over the model as it is, and answers the same', async () => {
    await desk.start()
    const before = await desk.ask('read', { image: picture })
    expect(await use('cpu')).toMatchObject({ engine: { kind: 'cpu' }, reason: { kind: 'chosen' } })
    expect(desk.machine.gpu.isDisposed).toBe(true)
    expect(await desk.ask('read', { image: picture })).toEqual(before)
    expect(await use('auto')).toMatchObject({ engine: { kind: 'webgpu' }, reason: { kind: 'gpu' } })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('that runs already goes on', async () => {
    await desk.start()
    expect(await use('webgpu')).toMatchObject({ engine: { kind: 'webgpu' }, reason: { kind: 'chosen' } })
    expect(desk.machine.gpus).toHaveLength(1)
  })

  test('that cannot be had leaves the one before', async () => {
    desk.machine.hasGpu = false
    await desk.start()
    await expect(use('webgpu')).rejects.toThrow('engine-unavailable')
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test('is refused while training', async () => {
    await desk.start()
    await desk.ask('loadData', { kind: 'mnist' })
    await desk.ask('train', { ...options, startPaused: true })
    await expect(use('cpu')).rejects.toThrow('obstacle training')
    await expect(desk.ask('measureEngines', null)).rejects.toThrow('obstacle training')
    await desk.ask('stop', null)
  })

  test('is compared by a moment of training on each', async () => {
    desk.machine.isSoftware = true
    await desk.start()
    const speeds = await desk.ask('measureEngines', null)
    expect(speeds).toEqual({ adapter: 'flaky', cpu: expect.any(Number), webgpu: expect.any(Number) })
    expect(speeds.cpu).toBeGreaterThan(0)
    expect(desk.machine.gpu.isDisposed).toBe(true)
    const faster = { ...speeds, webgpu: 2 * speeds.cpu }
    expect((await desk.ask('useEngine', { engine: 'auto', speeds: faster })).engine.kind).toBe('webgpu')
    expect((await desk.ask('useEngine', { engine: 'auto', speeds: { ...faster, adapter: 'another' } })).engine.kind).toBe('cpu')
  })
})

describe('reading', () => {
  test('gives every signal of every layer', async () => {
    await desk.start()
    const trace = await desk.ask('read', { image: picture })
    expect(trace?.signals.map(({ name }) => name)).toEqual(['i', 'f', 'o', 'g', 'c', 'h', 'output'])
    expect(trace?.belief.shape).toEqual([28, 10])
  })

  test('holds signals and goes back from the loss where that is wanted', async () => {
    await desk.start()
    const clamps = [{ layer: 'lstm', signal: 'o', value: 0 }]
    const trace = await desk.ask('read', { image: picture, options: { clamps, gradients: { label: 2 } } })
    expect(trace?.signals.find(({ name }) => name === 'h')?.data.every((value) => value === 0)).toBe(true)
    expect(trace?.gradients?.states.map(({ layer, signal }) => `${layer}/${signal}`)).toEqual(['lstm/h', 'lstm/c'])
    expect(trace?.gradients?.saliency.shape).toEqual([28, 28])
    const wrong = desk.ask('read', { image: picture, options: { clamps: [{ ...clamps[0]!, layer: 'gru' }] } })
    await expect(wrong).rejects.toThrow('where clamp, field layer, value "gru"')
    expect((await desk.ask('read', { image: picture }))?.gradients).toBeUndefined()
  })

  test('the newest picture overtakes those that wait', async () => {
    await desk.start()
    const answers = await Promise.all([1, 2, 3].map(() => desk.ask('read', { image: picture })))
    expect(answers.map((trace) => trace !== null)).toEqual([true, false, true])
  })

  test('is answered between the steps of a training', async () => {
    await desk.start()
    await desk.ask('loadData', { kind: 'built-in' })
    await desk.ask('train', { ...options, epochs: 40 })
    await desk.until('steps')
    const before = desk.heard('steps').length
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
    expect(desk.heard('trainingState').at(-1)?.state).toBe('running')
    await desk.until('steps', () => desk.heard('steps').length > before)
    await desk.ask('stop', null)
  })

  test.each([
    ['too few pixels', new Float32Array(783)],
    ['ink beyond 1', picture.map(() => 1.5)],
    ['NaN', picture.map(() => NaN)],
  ])('refuses %s', async (_, image) => {
    await desk.start()
    await expect(desk.ask('read', { image })).rejects.toThrow('decode')
  })

  test('waits for nobody before the start: it is refused', async () => {
    await expect(desk.ask('read', { image: picture })).rejects.toThrow('state')
  })
})

describe('data', () => {
  test('MNIST is told with its origin', async () => {
    await desk.start()
    const { data, failures } = await desk.ask('loadData', { kind: 'mnist' })
    expect(data).toEqual({ kind: 'mnist', origin: 'page', trainCount: 20, testCount: 12 })
    expect(failures).toEqual([])
    expect(desk.heard('data')).toEqual([{ type: 'data', data }])
  })

  test('without MNIST the built-in digits are used, with the reasons', async () => {
    const failures = [{ source: 'page', file: 'train-images', fault: { kind: 'http', status: 404 } }] as const
    desk = new Desk({ loadMnist: () => Promise.reject(new DataUnavailableError({ failures })) })
    await desk.start()
    const answer = await desk.ask('loadData', { kind: 'mnist' })
    expect(answer.data.kind).toBe('built-in')
    expect(answer.failures).toEqual(failures)
  })

  test('a newer load overtakes an older one, whose result is never used', async () => {
    let release = () => {}
    const slow = new Promise<void>((resolve) => (release = resolve))
    desk = new Desk({ loadMnist: async () => slow.then(() => ({ dataset: tinyData(), origin: 'page', failures: [] })) })
    await desk.start()
    const older = desk.ask('loadData', { kind: 'mnist' })
    const newer = desk.ask('loadData', { kind: 'built-in' })
    const failure = older.catch((error: unknown) => error)
    expect((await newer).data.kind).toBe('built-in')
    release()
    expect(String(await failure)).toContain('overtaken')
    expect(desk.heard('data').map(({ data }) => data.kind)).toEqual(['built-in'])
  })

  test('files that are not MNIST change nothing', async () => {
    desk = new Desk({ loadMnistFiles: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
    await desk.start()
    await desk.ask('loadData', { kind: 'built-in' })
    await expect(desk.ask('loadFiles', { files: [new File(['x'], 'x.gz')] })).rejects.toThrow('data-unavailable')
    expect(desk.heard('data')).toHaveLength(1)
    await desk.ask('train', options)
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
      desk = new Desk({ loadMnist, loadMnistFiles: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
      await desk.start()
      const download = desk.ask('loadData', { kind: 'mnist' })
      await expect(desk.ask('loadFiles', dropped)).rejects.toThrow('data-unavailable')
      release()
      expect((await download).data.origin).toBe('page')
      expect(desk.heard('data').map(({ data }) => data.origin)).toEqual(['page'])
    })

    test('end it when they are MNIST', async () => {
      const { release, loadMnist } = fetched()
      desk = new Desk({ loadMnist })
      await desk.start()
      const download = desk.ask('loadData', { kind: 'mnist' }).catch((error: unknown) => error)
      expect((await desk.ask('loadFiles', dropped)).data.origin).toBe('files')
      release()
      expect(String(await download)).toContain('overtaken')
      expect(desk.heard('data').map(({ data }) => data.origin)).toEqual(['files'])
    })

    test('are waited for by a training', async () => {
      let release = () => {}
      const slow = new Promise<void>((resolve) => (release = resolve))
      desk = new Desk({ loadMnistFiles: async () => slow.then(() => ({ dataset: tinyData(), origin: 'files', failures: [] })) })
      await desk.start()
      const reading = desk.ask('loadFiles', dropped)
      const training = desk.ask('train', { ...options, startPaused: true })
      release()
      await reading
      expect((await training).stepsPerEpoch).toBe(3)
      await desk.ask('stop', null)
    })
  })

  test('is shown as a training would deform it', async () => {
    await desk.start()
    const asked = { augment: TYPICAL_AUGMENTATION, seed: 3, step: 2, count: 8 }
    expect(await desk.ask('previewAugmentation', asked)).toBeNull()
    await desk.ask('loadData', { kind: 'mnist', limit: 5 })
    const { images } = tinyData().train
    const pictures = [0, 1, 2, 3, 4].map((index) => deformImage(images, index, TYPICAL_AUGMENTATION, { seed: 3, step: 2 }))
    expect(await desk.ask('previewAugmentation', asked)).toEqual({ pictures })
    await expect(desk.ask('previewAugmentation', { ...asked, augment: { ...TYPICAL_AUGMENTATION, rotate: 46 } })).rejects.toThrow('decode')
  })

  test('a limit takes the first examples', async () => {
    await desk.start()
    const { data } = await desk.ask('loadData', { kind: 'mnist', limit: 5 })
    expect([data.trainCount, data.testCount]).toEqual([5, 5])
  })
})

describe('training', () => {
  beforeEach(async () => {
    await desk.start()
    await desk.ask('loadData', { kind: 'mnist' })
  })

  test('runs to its end and tells of everything', async () => {
    expect(await desk.ask('train', options)).toEqual({ totalSteps: 6, stepsPerEpoch: 3 })
    await finished()
    expect(desk.heard('trainingState').map(({ state }) => state)).toEqual(['running', 'finished'])
    expect(desk.heard('epoch').map(({ epoch }) => epoch)).toEqual([0, 1])
    expect(desk.heard('steps').reduce((sum, { report }) => sum + report.losses.length, 0)).toBe(6)
    const { testAccuracy } = desk.heard('epoch')[1]!
    const identity = { name: 'tiny', epochs: 2, seed: 3, trainedOn: ['Noise, training'], testAccuracy, testedOn: 'Noise, test' }
    expect(desk.heard('model').at(-1)?.model).toMatchObject(identity)
    const saved = decodeCheckpoint((await desk.ask('saveModel', null)).bytes)
    expect(saved).toMatchObject({ ...identity, run: null })
  })

  test('asks for a new reading at once, while it runs, and at its end', async () => {
    await desk.ask('train', options)
    expect(desk.heard('model')[0]?.model).toMatchObject({ epochs: 0, testAccuracy: null })
    await finished()
    expect(desk.heard('model').length).toBeGreaterThanOrEqual(3)
  })

  test('does the same for the same seed', async () => {
    await desk.ask('train', options)
    await finished()
    const first = await savedParameters()
    desk.events.length = 0
    await desk.ask('train', options)
    await finished()
    expect(await savedParameters()).toEqual(first)
  })

  test('on other data than before names both, the last one last', async () => {
    await desk.ask('train', { ...options, start: 'current', epochs: 1 })
    await finished()
    expect(desk.heard('model').at(-1)?.model.trainedOn).toEqual(['MNIST, training', 'Noise, training'])
    expect(decodeCheckpoint((await desk.ask('saveModel', null)).bytes).trainedOn).toEqual(['MNIST, training', 'Noise, training'])
  })

  test('can be continued from the current weights', async () => {
    await desk.ask('train', { ...options, start: 'current', epochs: 1 })
    await finished()
    expect(desk.heard('model').at(-1)?.model.epochs).toBe(6)
  })

  test('leaves the model as it was when a run cannot begin', async () => {
    const before = await savedParameters()
    await expect(desk.ask('train', { ...options, optimizer: { type: 'adam', beta1: 2 } })).rejects.toThrow()
    expect(await savedParameters()).toEqual(before)
  })

  test('tells fresh weights from the model before, even when no step was done', async () => {
    await desk.ask('train', { ...options, startPaused: true })
    const identity = async () => {
      const { epochs, trainedOn, testAccuracy } = decodeCheckpoint((await desk.ask('saveModel', null)).bytes)
      return { epochs, trainedOn, testAccuracy }
    }
    const fresh = { epochs: 0, trainedOn: [], testAccuracy: null }
    expect(await identity()).toEqual(fresh)
    await desk.ask('stop', null)
    expect(await identity()).toEqual(fresh)
  })

  test('pauses, steps, resumes and stops', async () => {
    await desk.ask('train', { ...options, startPaused: true })
    await desk.ask('step', null)
    await desk.ask('step', null)
    expect(desk.heard('steps').map(({ report }) => report.firstStep)).toEqual([0, 1])
    await desk.ask('resume', null)
    await desk.until('epoch')
    await desk.ask('pause', null)
    await desk.ask('stop', null)
    expect(desk.heard('trainingState').at(-1)?.state).toBe('stopped')
    const steps = desk.heard('steps').flatMap(({ report }) => Array.from(report.losses, (_, index) => report.firstStep + index))
    expect(steps).toEqual(steps.map((_, index) => index))
  })

  test('stopped within an epoch keeps its weights, without an accuracy that was not measured', async () => {
    await desk.ask('train', { ...options, startPaused: true })
    await desk.ask('step', null)
    await desk.ask('stop', null)
    expect(desk.heard('model').at(-1)?.model).toMatchObject({
      epochs: 0,
      trainedOn: ['Noise, training'],
      testAccuracy: null,
      testedOn: null,
    })
    expect(await savedParameters()).not.toEqual(shippedModel.parameters)
  })

  test('on a validation split leaves the test set alone', async () => {
    await desk.ask('train', { ...options, validation: 5 })
    await finished()
    expect(desk.heard('epoch')[0]?.evaluatedOn).toBe('Noise, training, last 5')
    expect(desk.heard('model').at(-1)?.model.testAccuracy).toBeNull()
    const { set, accuracy, total } = await desk.ask('evaluate', null)
    expect([set, total]).toEqual(['Noise, test', 12])
    expect(desk.heard('model').at(-1)?.model).toMatchObject({ testAccuracy: accuracy, testedOn: 'Noise, test' })
  })

  test('goes on from a checkpoint of a run that was cut off', async () => {
    await desk.ask('train', options)
    await finished()
    const whole = await savedParameters()
    const { bytes } = desk.heard('checkpoint')[0]!
    desk = new Desk()
    await desk.start()
    await desk.ask('loadData', { kind: 'mnist' })
    await desk.ask('loadModel', { bytes, name: 'cut off' })
    await desk.ask('train', { ...options, seed: 99, resume: true })
    await finished()
    expect(desk.heard('epoch').map(({ epoch }) => epoch)).toEqual([1])
    expect(desk.heard('model').at(-1)?.model.epochs).toBe(2)
    for (const [name, { data }] of await savedParameters()) {
      for (const [index, value] of data.entries()) expect(value).toBeCloseTo(whole.get(name)!.data[index]!, 6)
    }
  })

  test('does not resume on other data, nor what is no part of a run', async () => {
    await expect(desk.ask('train', { ...options, resume: true })).rejects.toThrow('state')
    await desk.ask('train', options)
    await finished()
    await desk.ask('loadModel', { bytes: desk.heard('checkpoint')[0]!.bytes, name: 'cut off' })
    await desk.ask('loadData', { kind: 'mnist', limit: 10 })
    await expect(desk.ask('train', { ...options, resume: true })).rejects.toThrow('Noise, training, first 10')
  })

  test('refuses what would disturb it', async () => {
    await desk.ask('train', { ...options, startPaused: true })
    const bytes = encodeCheckpoint(shippedModel)
    await expect(desk.ask('train', options)).rejects.toThrow('state')
    await expect(desk.ask('loadModel', { bytes, name: 'x' })).rejects.toThrow('state')
    await expect(desk.ask('newModel', { spec: tinySpec, name: 'x', seed: 1 })).rejects.toThrow('state')
    await expect(desk.ask('loadData', { kind: 'mnist' })).rejects.toThrow('state')
    await expect(desk.ask('evaluate', null)).rejects.toThrow('state')
    await desk.ask('stop', null)
  })

  test('reset brings the first model back, also out of a training', async () => {
    await desk.ask('train', { ...options, startPaused: true })
    await desk.ask('step', null)
    const { model } = await desk.ask('reset', null)
    expect(model).toMatchObject({ name: 'tiny', epochs: 5, testAccuracy: 0.98 })
    expect(await savedParameters()).toEqual(shippedModel.parameters)
  })

  test.each(['pause', 'resume', 'step', 'stop'] as const)('%s without a run is refused', async (call) => {
    await expect(desk.ask(call, null)).rejects.toThrow('state')
  })
})

describe('a profile', () => {
  test('is refused by an engine that has no GPU', async () => {
    await desk.start('cpu')
    await expect(desk.ask('profile', options)).rejects.toThrow('profile-unavailable: Nothing to measure with: reason noGpu')
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
  })
})

describe('a training is prepared', () => {
  const preparations = () => desk.machine.gpu.preparations.map(({ batchSize, optimizer }) => [batchSize, optimizer.type])

  test('once per model, after its first reading on the GPU, without anybody asking', async () => {
    await desk.start()
    await vi.waitFor(() => expect(preparations()).toEqual([[64, 'adam']]))
    await desk.ask('read', { image: picture })
    const spec = { ...tinySpec, layers: [{ ...tinySpec.layers[0]!, units: 6 }, tinySpec.layers[1]!] }
    await desk.ask('newModel', { spec, name: 'row-lstm-mse-sgd', seed: 4 })
    await desk.ask('read', { image: picture })
    await vi.waitFor(() => expect(preparations()).toHaveLength(2))
    expect(preparations()[1]).toEqual([16, 'sgd'])
  })
})

test('without data there is no training', async () => {
  await desk.start()
  await expect(desk.ask('train', options)).rejects.toThrow('obstacle noData')
})

describe('another model', () => {
  test('replaces the one before', async () => {
    await desk.start()
    const spec = { ...tinySpec, layers: [{ ...tinySpec.layers[0]!, units: 6 }, tinySpec.layers[1]!] }
    const { model } = await desk.ask('newModel', { spec, name: 'six units', seed: 4 })
    expect(model).toMatchObject({ name: 'six units', epochs: 0, seed: 4 })
    const trace = await desk.ask('read', { image: picture })
    expect(trace?.signals[0]?.shape).toEqual([28, 6])
  })

  test('that is broken leaves the one before', async () => {
    await desk.start()
    const parameters = new Map(shippedModel.parameters)
    parameters.set('dense/bias', { shape: [10], data: new Float32Array(10).fill(Infinity) })
    const bytes = encodeCheckpoint({ ...shippedModel, parameters })
    await expect(desk.ask('loadModel', { bytes, name: 'broken' })).rejects.toThrow('shape')
    expect(await savedParameters()).toEqual(shippedModel.parameters)
    expect(await desk.ask('read', { image: picture })).not.toBeNull()
  })
})

describe('messages that make no sense', () => {
  test('with an id are answered with a failure', async () => {
    await expect(desk.ask('loadData', { kind: 'mnist', limit: 0 })).rejects.toThrow('request.params.limit: expected a whole number')
  })

  test.each([null, 'read', 42, {}, { type: 'read' }, [[]], { id: 'x', type: 'ping', params: null }])(
    '%j becomes an error event',
    async (data) => {
      await desk.host.receive(data)
      expect(desk.heard('error')).toHaveLength(1)
    },
  )
})
