import { expect, test } from 'vitest'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { defaultRunSettings } from '../nn/spec/training'
import { tinySpec } from '../train/tiny-task.fixture'
import { parseWorkerMessage } from './messages'
import { requests } from './requests/index'
import { parseRequest } from './requests/parse-request'

/** A request as the worker hears it, with its parameters decoded. */
function heard(message: object) {
  const request = parseRequest(message)
  return { ...request, params: requests[request.type].params(request.params, 'request.params') }
}

const model = {
  spec: tinySpec,
  name: 'a',
  parameterCount: 1,
  epochs: 0,
  seed: 1,
  trainedOn: ['x', 'y'],
  testAccuracy: null,
  testedOn: null,
}

test('what a training is asked with is held to its ranges', () => {
  const params = { settings: defaultRunSettings, start: 'resume', startPaused: true }
  const asked = (change: object) => heard({ id: 1, type: 'train', params: { ...params, ...change } })
  expect(asked({})).toEqual({ id: 1, type: 'train', params })
  expect(() => asked({ start: 'x' })).toThrow('start')
  expect(() => asked({ startPaused: 1 })).toThrow('startPaused')
  const request = (change: object) => asked({ settings: { ...defaultRunSettings, ...change } })
  const { schedule } = defaultRunSettings
  const chosen = {
    loss: { type: 'meanSquaredError' },
    optimizer: { type: 'sgd', momentum: 0.9, nesterov: true, clipNorm: 1 },
    schedule: { ...schedule, kind: 'cosine', warmup: 10 },
  }
  expect(request(chosen)).toMatchObject({ params: { ...params, settings: { ...defaultRunSettings, ...chosen } } })
  const refused = [
    { epochs: 0 },
    { schedule: { ...schedule, warmup: -1 } },
    { schedule: { ...schedule, kind: 'cyclic' } },
    { loss: { type: 'hinge' } },
    { optimizer: { type: 'lion' } },
    { epochs: 1.5 },
    { batchSize: 1e9 },
    { schedule: { ...schedule, learningRate: 0 } },
    { schedule: { ...schedule, learningRate: NaN } },
    { seed: -1 },
    { seed: 2 ** 32 },
    { augment: { shift: 2 } },
    { augment: { ...TYPICAL_AUGMENTATION, elastic: 7 } },
  ]
  for (const change of refused) expect(() => request(change)).toThrow(`request.params.settings.${Object.keys(change)[0]}`)
  const how = (change: object) => heard({ id: 1, type: 'train', params: { ...params, ...change } })
  expect(how({ start: 'resume', startPaused: true })).toMatchObject({ params: { start: 'resume', startPaused: true } })
  for (const change of [{ start: 'x' }, { startPaused: 1 }]) expect(() => how(change)).toThrow(`request.params.${Object.keys(change)[0]}`)
})

test('a model from the page is parsed as strictly as one from a file', () => {
  const spec = { ...tinySpec, layers: [{ type: 'lstm', units: 0 }, tinySpec.layers[1]] }
  expect(() => heard({ id: 1, type: 'newModel', params: { spec, name: 'a', seed: 1 } })).toThrow('units')
})

test('a trace whose shapes and values disagree is refused', () => {
  const tensor = { shape: [2, 3], data: new Float32Array(6) }
  const trace = { input: tensor, signals: [{ layer: 'lstm', name: 'i', ...tensor }], belief: tensor, probabilities: new Float32Array(3) }
  expect(requests.read.result(trace, 'trace')).toEqual(trace)
  expect(requests.read.result(null, 'trace')).toBeNull()
  const short = { layer: 'lstm', name: 'i', shape: [2, 3], data: new Float32Array(5) }
  expect(() => requests.read.result({ ...trace, signals: [short] }, 'trace')).toThrow('trace.signals[0]')
})

test('a reading may hold signals and ask for gradients', () => {
  const image = new Float32Array(784)
  const request = (options: unknown) => heard({ id: 1, type: 'read', params: { image, options } })
  const clamp = { layer: 'lstm', signal: 'f', units: [0, 3], steps: { from: 2, to: 5 }, value: 0 }
  const options = { clamps: [clamp, { layer: 'lstm', signal: 'c', steps: [1], value: -1.5 }], gradients: { label: 3 } }
  expect(request(options)).toEqual({ id: 1, type: 'read', params: { image, options } })
  expect(heard({ id: 1, type: 'read', params: { image } })).toEqual({ id: 1, type: 'read', params: { image } })
  const refused = [
    { clamps: [{ ...clamp, steps: 'all' }] },
    { clamps: [{ ...clamp, units: [0.5] }] },
    { clamps: [{ ...clamp, value: '0' }] },
    { gradients: { label: 3, loss: { type: 'hinge' } } },
  ]
  for (const bad of refused) expect(() => request(bad)).toThrow('request.params.options')
})

test('gradients of a trace are parsed where they are there', () => {
  const tensor = { shape: [2, 3], data: new Float32Array(6) }
  const states = [{ layer: 'lstm', signal: 'h', direction: 'forward', norms: new Float32Array(2) }]
  const gradients = { loss: 2, states, saliency: tensor }
  const trace = { input: tensor, signals: [], belief: tensor, probabilities: new Float32Array(3), gradients }
  expect(requests.read.result(trace, 'trace')).toEqual(trace)
  const wrong = { ...trace, gradients: { ...gradients, states: [{ ...states[0], direction: 'up' }] } }
  expect(() => requests.read.result(wrong, 'trace')).toThrow('trace.gradients.states[0].direction')
})

test('a profile is parsed, rates that nobody knows included', () => {
  const kernel = { kernel: 'a/b', dispatches: 2, milliseconds: 1.5, share: 1, gigaflops: null, gigabytes: 2, ofLimit: 1.25 }
  const profile = {
    batch: 64,
    steps: 4,
    dispatches: 2,
    stepMilliseconds: 1,
    kernelMilliseconds: 1.5,
    kernels: [kernel],
    clockMilliseconds: 0.1,
    limits: { gigaflops: 10, gigabytes: 4 },
    memory: { step: 1000, engine: 2000 },
  }
  expect(requests.profile.result(profile, 'profile')).toEqual(profile)
  expect(() => requests.profile.result({ ...profile, kernels: [{ ...kernel, share: 1.2 }] }, 'profile')).toThrow('profile.kernels[0].share')
})

test('events keep numbers that are not finite: a loss may be one', () => {
  const event = {
    type: 'epoch',
    epoch: 0,
    trainLoss: NaN,
    trainAccuracy: 0,
    testLoss: Infinity,
    testAccuracy: 0,
    evaluatedOn: 'x',
    evaluatedCount: 7,
    trainingSeconds: 1,
  }
  expect(parseWorkerMessage({ kind: 'event', event })).toEqual({ kind: 'event', event })
})

test('a model that no engine can have is not shown', () => {
  expect(() => parseWorkerMessage({ kind: 'event', event: { type: 'model', model: { ...model, testAccuracy: 1.2 } } })).toThrow(
    'testAccuracy',
  )
  expect(parseWorkerMessage({ kind: 'event', event: { type: 'model', model } })).toEqual({ kind: 'event', event: { type: 'model', model } })
})

test('a request of no known type is refused by the name', () => {
  for (const type of ['guess', 'toString', 7, undefined]) expect(() => parseRequest({ id: 1, type, params: null })).toThrow('request.type')
})
