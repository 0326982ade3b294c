import { beforeEach, describe, expect, test } from 'vitest'
import { resolveRunSettings } from '../nn/spec/training'
import { decodeCheckpoint, encodeCheckpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'
import { eventually } from '../testing/eventually'

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

let host: TestHost

beforeEach(() => {
  host = new TestHost()
})

const finished = () => host.until('trainingState', ({ state }) => state === 'finished')
const savedParameters = async () => decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters

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
    const optimizer = { type: 'adam', beta1: 2, beta2: 0.999, epsilon: 1e-7, clipNorm: 0 } as const
    await expect(host.ask('train', training({ ...settings, optimizer }))).rejects.toThrow()
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

  test('tells the page what was learnt, as soon as a run rests or ends within an epoch', async () => {
    const told = () => host.heard('checkpoint').map(({ epoch, bytes }) => ({ epoch, checkpoint: decodeCheckpoint(bytes) }))
    await host.ask('train', training(settings, { startPaused: true }))
    expect(told()).toEqual([])
    await host.ask('step', null)
    await eventually(() => expect(told()).toHaveLength(1))
    expect(told()[0]).toMatchObject({
      epoch: null,
      checkpoint: { epochs: 0, testAccuracy: null, run: { epoch: 0, step: 1, validationAccuracy: null } },
    })
    expect(told()[0]!.checkpoint.parameters).toEqual(await savedParameters())
    await host.ask('step', null)
    await eventually(() => expect(told()).toHaveLength(2))
    await host.ask('stop', null)
    const last = told().at(-1)!.checkpoint
    expect(last.trainedOn).toEqual(['Noise, training'])
    expect(last.parameters).toEqual(await savedParameters())
  })

  test('tells the page of a stop before the first step, which leaves fresh weights', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    await host.ask('stop', null)
    expect(decodeCheckpoint(host.heard('checkpoint').at(-1)!.bytes)).toMatchObject({ epochs: 0, trainedOn: [] })
  })

  test('tells the page now and then while an epoch goes on, and of its end once', async () => {
    let time = 0
    host = new TestHost({ now: () => (time += 20_000) })
    await host.start()
    await host.ask('loadData', { kind: 'mnist' })
    await host.ask('train', training(settings))
    await finished()
    const epochs = host.heard('checkpoint').map(({ epoch }) => epoch)
    expect(epochs.filter((epoch) => epoch !== null)).toEqual([0, 1])
    expect(epochs).toContain(null)
    expect(decodeCheckpoint(host.heard('checkpoint').at(-1)!.bytes).parameters).toEqual(await savedParameters())
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
    await expect(host.ask('profile', { settings })).rejects.toThrow('profile-unavailable: Nothing to measure with: reason noGpu')
    expect(await host.ask('read', { image: picture })).not.toBeNull()
  })
})

describe('a training is prepared', () => {
  const preparations = () => host.machine.gpu.preparations.map(({ batchSize, optimizer }) => [batchSize, optimizer.type])

  test('once per model, after its first reading on the GPU, without anybody asking', async () => {
    await host.start()
    await eventually(() => expect(preparations()).toEqual([[64, 'adam']]))
    await host.ask('read', { image: picture })
    const spec = { ...tinySpec, layers: [{ ...tinySpec.layers[0]!, units: 6 }, tinySpec.layers[1]!] }
    await host.ask('newModel', { spec, name: 'row-lstm-mse-sgd', seed: 4 })
    await host.ask('read', { image: picture })
    await eventually(() => expect(preparations()).toHaveLength(2))
    expect(preparations()[1]).toEqual([16, 'sgd'])
  })
})

test('without data there is no training', async () => {
  await host.start()
  await expect(host.ask('train', training(settings))).rejects.toThrow('obstacle noData')
})
