import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { IMAGE_PIXELS } from '../core/images'
import type { Profile, Trace } from '../nn/engine'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { presets } from '../nn/spec/presets'
import { RemoteError } from '../worker/client'
import type { DataInfo, ModelInfo, WorkerEvent } from '../worker/protocol'
import type { PageEnvironment } from './environment'
import { FakeClient } from './fake-client.fixture'
import { createAppStore } from './store'

const engine = { kind: 'webgpu', adapter: 'test', isSoftware: false, features: [] } as const
const model: ModelInfo = {
  spec: presets['row-lstm'].spec,
  name: 'row-lstm',
  parameterCount: 81_674,
  epochs: 12,
  seed: 1,
  trainedOn: ['MNIST, training'],
  testAccuracy: 0.985,
  testedOn: 'MNIST, test',
}
const mnist: DataInfo = { kind: 'mnist', origin: 'page', trainCount: 60_000, testCount: 10_000 }
const empty = { shape: [0], data: new Float32Array(0) }

function traceOf(image: Float32Array): Trace {
  return { input: { shape: [28, 28], data: image }, signals: [], belief: empty, probabilities: new Float32Array(10) }
}

function drawingOf(ink: number) {
  return { picture: new Float32Array(IMAGE_PIXELS).fill(ink), label: null, isEmpty: ink === 0 }
}

const environment: PageEnvironment = {
  engine: 'auto',
  unknownEngine: null,
  rememberEngine: vi.fn(),
  modelUrl: 'models/row-lstm.safetensors',
  trainedModels: { 'row-lstm': { url: 'models/row-lstm.safetensors', bytes: 4 } },
  fetchModel: vi.fn(async () => Uint8Array.of(7)),
  dataBaseUrl: './',
  languages: ['en'],
  download: vi.fn(),
}

let client: FakeClient

beforeEach(() => {
  vi.useFakeTimers()
  client = new FakeClient({
    start: () => ({ engine, reason: { kind: 'gpu' }, model }),
    read: ({ image }) => traceOf(image),
    loadData: ({ kind }) => ({ data: { ...mnist, kind }, failures: [] }),
    train: () => ({ totalSteps: 2814, stepsPerEpoch: 938 }),
    step: () => null,
    stop: () => null,
    reset: () => ({ model }),
    loadModel: () => ({ model }),
    newModel: ({ spec, name }) => ({ model: { ...model, spec, name } }),
    saveModel: () => ({ bytes: Uint8Array.of(1, 2) }),
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.mocked(environment.download).mockReset()
  vi.mocked(environment.fetchModel).mockClear()
})

const settle = () => vi.advanceTimersByTimeAsync(0)

async function readyStore() {
  const store = createAppStore(client, null, environment)
  await settle()
  return { store, actions: store.getState().actions, state: () => store.getState() }
}

function steps(firstStep: number, losses: number[]): WorkerEvent {
  const report = {
    firstStep,
    losses: Float32Array.from(losses),
    correct: Uint32Array.from(losses, () => 32),
    examples: Uint32Array.from(losses, () => 64),
  }
  return { type: 'steps', report, imagesPerSecond: 300, secondsLeft: 60 }
}

describe('start', () => {
  test('is asked for at once; the state is complete before the answer', async () => {
    const store = createAppStore(client, null, environment)
    expect(store.getState()).toMatchObject({ status: 'starting', engine: null, model: null, trace: null })
    await settle()
    expect(store.getState()).toMatchObject({ status: 'ready', engine, engineReason: { kind: 'gpu' }, model })
    expect(client.asked[0]).toEqual({
      type: 'start',
      params: { engine: 'auto', modelUrl: environment.modelUrl, dataBaseUrl: './', speeds: null },
    })
  })

  test('that fails says so', async () => {
    client.answers.start = () => Promise.reject(new RemoteError({ code: 'engine-unavailable', message: 'no', hint: 'update' }))
    const { state } = await readyStore()
    expect(state().status).toBe('failed')
    expect(state().notices).toMatchObject([{ level: 'error', error: { code: 'engine-unavailable', hint: 'update' } }])
  })

  test('reads what was drawn before it was over', async () => {
    const store = createAppStore(client, null, environment)
    store.getState().actions.setDrawing(drawingOf(0.5))
    expect(client.count('read')).toBe(0)
    await settle()
    expect(store.getState().trace?.input.data[0]).toBe(0.5)
  })
})

describe('the reading', () => {
  test('follows the pad: one request in flight, then the newest picture', async () => {
    const { actions, state } = await readyStore()
    const releases: (() => void)[] = []
    client.answers.read = ({ image }) => new Promise((resolve) => releases.push(() => resolve(traceOf(image))))
    for (const ink of [0.1, 0.2, 0.3, 0.4]) actions.setDrawing(drawingOf(ink))
    expect(client.count('read')).toBe(1)
    releases[0]!()
    await settle()
    expect(state().trace?.input.data[0]).toBeCloseTo(0.1)
    expect(client.count('read')).toBe(2)
    releases[1]!()
    await settle()
    expect(state().trace?.input.data[0]).toBeCloseTo(0.4)
    expect(client.count('read')).toBe(2)
  })

  test('is gone when the pad is cleared, also while one is on its way', async () => {
    const { actions, state } = await readyStore()
    actions.setDrawing(drawingOf(0.5))
    await settle()
    expect(state().trace).not.toBeNull()
    actions.setDrawing(drawingOf(0.6))
    actions.setDrawing(drawingOf(0))
    expect(state().trace).toBeNull()
    await settle()
    expect(state().trace).toBeNull()
  })

  test('is done again when the model changes', async () => {
    const { actions } = await readyStore()
    actions.setDrawing(drawingOf(0.5))
    await settle()
    const before = client.count('read')
    client.tell({ type: 'model', model: { ...model, epochs: 13 } })
    await settle()
    expect(client.count('read')).toBe(before + 1)
  })

  test('that fails is told once, and the next one works', async () => {
    const { actions, state } = await readyStore()
    const { read } = client.answers
    client.answers.read = () => Promise.reject(new RemoteError({ code: 'device-lost', message: 'gone', hint: 'wait' }))
    for (const ink of [0.1, 0.2]) {
      actions.setDrawing(drawingOf(ink))
      await settle()
    }
    expect(state().notices).toHaveLength(1)
    client.answers.read = read!
    actions.setDrawing(drawingOf(0.3))
    await settle()
    expect(state().trace?.input.data[0]).toBeCloseTo(0.3)
  })
})

describe('training', () => {
  test('loads data first, passes the options on, and follows the worker', async () => {
    const { actions, state } = await readyStore()
    const started = actions.startTraining()
    expect(state().training.state).toBe('starting')
    await started
    expect(client.asked.map(({ type }) => type)).toEqual(['start', 'loadData', 'train'])
    expect(client.asked[2]?.params).toEqual({ epochs: 3, batchSize: 64, learningRate: 0.001, seed: 1, start: 'fresh' })
    client.tell({ type: 'trainingState', state: 'running' }, steps(0, [2, 1]))
    await vi.advanceTimersByTimeAsync(100)
    expect(state().training).toMatchObject({
      state: 'running',
      step: 2,
      totalSteps: 2814,
      stepsPerEpoch: 938,
      imagesPerSecond: 300,
      secondsLeft: 60,
    })
    expect(state().training.accuracy).toBeCloseTo(0.5)
    expect(state().series.length).toBe(2)
  })

  test('numbers change a few times a second, the curve with every report', async () => {
    const { store, actions, state } = await readyStore()
    await actions.startTraining()
    const changes = vi.fn()
    store.subscribe(changes)
    for (let step = 0; step < 50; step++) client.tell(steps(step, [1]))
    expect(changes).not.toHaveBeenCalled()
    expect(state().series.length).toBe(50)
    await vi.advanceTimersByTimeAsync(100)
    expect(changes).toHaveBeenCalledTimes(1)
    expect(state().training.step).toBe(50)
  })

  test('a pause shows the last step at once', async () => {
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell(steps(0, [2]), { type: 'trainingState', state: 'paused' })
    expect(state().training).toMatchObject({ state: 'paused', step: 1 })
    client.tell(steps(1, [2]))
    await actions.stepTraining()
    expect(state().training.step).toBe(2)
  })

  test('epochs are collected with their evaluation', async () => {
    const { actions, state } = await readyStore()
    await actions.startTraining()
    const set = { evaluatedOn: 'MNIST, test', evaluatedCount: 10_000 }
    const figures = { epoch: 0, trainLoss: 0.3, trainAccuracy: 0.9, testLoss: 0.1, testAccuracy: 0.97, ...set }
    client.tell({ type: 'evaluating', epoch: 0, evaluated: 250, total: 10_000 })
    expect(state().training.evaluating).toEqual({ evaluated: 250, total: 10_000 })
    client.tell({ type: 'epoch', ...figures, trainingSeconds: 9 })
    expect(state().training).toMatchObject({ evaluating: null, epochs: [figures] })
    // Other data afterwards change nothing of what was measured.
    client.tell({ type: 'data', data: { kind: 'built-in', origin: 'generator', trainCount: 20_000, testCount: 2000 } })
    expect(state().training.epochs).toEqual([figures])
    client.tell({ type: 'trainingState', state: 'finished' })
    expect(state().training).toMatchObject({ state: 'finished', secondsLeft: null })
  })

  test('that is refused leaves an idle panel and a notice', async () => {
    const { actions, state } = await readyStore()
    client.answers.train = () => Promise.reject(new RemoteError({ code: 'state', message: 'no', hint: 'wait' }))
    await actions.startTraining()
    expect(state().training.state).toBe('idle')
    expect(state().notices).toHaveLength(1)
    actions.dismissNotice(state().notices[0]!.id)
    expect(state().notices).toEqual([])
  })

  test('can be stopped while it waits for its data, which come all the same', async () => {
    const { actions, state } = await readyStore()
    let arrive = () => {}
    client.answers.loadData = ({ kind }) => new Promise((resolve) => (arrive = () => resolve({ data: { ...mnist, kind }, failures: [] })))
    const started = actions.startTraining()
    await settle()
    expect(state().training.state).toBe('starting')
    await actions.stopTraining()
    expect(state().training.state).toBe('idle')
    arrive()
    await started
    expect(client.asked.map(({ type }) => type)).toEqual(['start', 'loadData'])
    expect(state().data.info).toEqual(mnist)
    expect(state().notices).toEqual([])
    await actions.startTraining()
    expect(client.count('train')).toBe(1)
    expect(client.count('stop')).toBe(0)
  })

  test('stopped while the worker begins it ends at once, and a new start waits for that', async () => {
    const { actions, state } = await readyStore()
    let begin = () => {}
    client.answers.train = () => new Promise((resolve) => (begin = () => resolve({ totalSteps: 9, stepsPerEpoch: 3 })))
    const first = actions.startTraining()
    await settle()
    await actions.stopTraining()
    const second = actions.startTraining()
    await settle()
    expect(client.count('train')).toBe(1)
    begin()
    await first
    await settle()
    expect(client.asked.map(({ type }) => type)).toEqual(['start', 'loadData', 'train', 'stop', 'train'])
    begin()
    await second
    expect(state().training).toMatchObject({ totalSteps: 9, stepsPerEpoch: 3 })
    expect(state().notices).toEqual([])
  })

  test('stopped before it could begin does not tell why it could not', async () => {
    const { actions, state } = await readyStore()
    let refuse = () => {}
    client.answers.train = () =>
      new Promise((_, reject) => (refuse = () => reject(new RemoteError({ code: 'state', message: 'no', hint: 'wait' }))))
    const started = actions.startTraining()
    await settle()
    await actions.stopTraining()
    refuse()
    await started
    expect(state()).toMatchObject({ training: { state: 'idle' }, notices: [] })
  })

  test('cannot be started twice', async () => {
    const { actions } = await readyStore()
    await Promise.all([actions.startTraining(), actions.startTraining()])
    expect(client.count('train')).toBe(1)
  })

  test('reset empties the curves', async () => {
    const { actions, state } = await readyStore()
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' }, steps(0, [1]), { type: 'trainingState', state: 'stopped' })
    await actions.resetModel()
    await vi.advanceTimersByTimeAsync(200)
    expect(state().training).toMatchObject({ state: 'idle', step: 0, epochs: [] })
    expect(state().series.length).toBe(0)
  })
})

describe('a profile', () => {
  const profile: Profile = {
    batch: 64,
    steps: 4,
    dispatches: 2,
    stepMilliseconds: 1,
    kernelMilliseconds: 1.5,
    kernels: [],
    clockMilliseconds: 0.1,
    limits: { gigaflops: 10, gigabytes: 4 },
    memory: { step: 1000, engine: 2000 },
  }

  test('is measured once at a time, with the settings of the panel, and gone with the model', async () => {
    client.answers.profile = () => profile
    const { actions, state } = await readyStore()
    actions.setTrainingOptions({ batchSize: 32 })
    const measuring = [actions.profileTraining(), actions.profileTraining()]
    expect(state().profile).toEqual({ state: 'measuring' })
    await Promise.all(measuring)
    expect(state().profile).toEqual({ state: 'measured', profile })
    expect(client.asked.filter(({ type }) => type === 'profile')).toMatchObject([{ params: { batchSize: 32 } }])
    client.tell({ type: 'model', model: { ...model, testAccuracy: 0.5 } })
    expect(state().profile.state).toBe('measured')
    client.tell({ type: 'model', model: { ...model, spec: presets.keras.spec } })
    expect(state().profile).toEqual({ state: 'none' })
  })

  test('that cannot be had says why in its place, not in a notice', async () => {
    client.answers.profile = () =>
      Promise.reject(new RemoteError({ code: 'profile-unavailable', message: 'no clock', hint: 'another browser' }))
    const { actions, state } = await readyStore()
    await actions.profileTraining()
    expect(state().profile).toMatchObject({ state: 'failed', error: { code: 'profile-unavailable', message: 'no clock' } })
    expect(state().notices).toEqual([])
  })
})

describe('data', () => {
  test('shows progress, and failures of what was passed over', async () => {
    const { actions, state } = await readyStore()
    const failures = [{ source: 'page', file: 'train-images', fault: 'http', reason: '404' }] as const
    client.answers.loadData = () => ({ data: { ...mnist, kind: 'built-in' }, failures })
    const loaded = actions.loadData('mnist')
    client.tell({ type: 'dataProgress', file: 'f', source: 's', receivedBytes: 1, totalBytes: 2 })
    expect(state().data.loading).toEqual({ file: 'f', source: 's', receivedBytes: 1, totalBytes: 2 })
    await loaded
    expect(state().data).toMatchObject({ info: { kind: 'built-in' }, loading: null, failures })
  })

  test('an older load that ends late or badly is not heard of', async () => {
    const { actions, state } = await readyStore()
    let refuse = (_error: Error) => {}
    client.answers.loadData = ({ kind }) =>
      kind === 'mnist' ? new Promise((_, reject) => (refuse = reject)) : { data: { ...mnist, kind }, failures: [] }
    const older = actions.loadData('mnist')
    await actions.loadData('built-in')
    refuse(new RemoteError({ code: 'state', message: 'overtaken', hint: '' }))
    await older
    expect(state().data.info?.kind).toBe('built-in')
    expect(state().notices).toEqual([])
  })

  test('files that are refused leave a load alone that was under way', async () => {
    const { actions, state } = await readyStore()
    let arrive = () => {}
    client.answers.loadData = ({ kind }) => new Promise((resolve) => (arrive = () => resolve({ data: { ...mnist, kind }, failures: [] })))
    client.answers.loadFiles = () => Promise.reject(new RemoteError({ code: 'data-incomplete', message: 'not MNIST', hint: 'four files' }))
    const download = actions.loadData('mnist')
    const progress = { file: 'f', source: 's', receivedBytes: 1, totalBytes: 2 }
    client.tell({ type: 'dataProgress', ...progress })
    await actions.loadDataFiles([new File(['x'], 'x')])
    expect(state().notices.map(({ error }) => error.message)).toEqual(['not MNIST'])
    expect(state().data).toMatchObject({ info: null, loading: progress })
    arrive()
    await download
    expect(state().data).toMatchObject({ info: mnist, loading: null })
  })

  test('files that are MNIST replace a load that was under way, which ends without a word', async () => {
    const { actions, state } = await readyStore()
    let refuse = (_error: Error) => {}
    client.answers.loadData = () => new Promise((_, reject) => (refuse = reject))
    const files: DataInfo = { ...mnist, origin: 'files' }
    let arrive = () => {}
    client.answers.loadFiles = () => new Promise((resolve) => (arrive = () => resolve({ data: files })))
    const download = actions.loadData('mnist')
    const dropped = actions.loadDataFiles([new File(['x'], 'x')])
    // The worker ends the download before it answers for the files.
    refuse(new RemoteError({ code: 'state', message: 'overtaken', hint: '' }))
    await download
    arrive()
    await dropped
    expect(state().data).toMatchObject({ info: files, loading: null })
    expect(state().notices).toEqual([])
  })

  test('files that are refused change nothing', async () => {
    const { actions, state } = await readyStore()
    await actions.loadData('mnist')
    await actions.loadDataFiles([new File(['x'], '<b>x</b>')])
    expect(state().data).toMatchObject({ info: mnist, loading: null })
    expect(state().notices).toHaveLength(1)
  })
})

describe('models', () => {
  test('are saved under their name', async () => {
    const { actions } = await readyStore()
    await actions.saveModel()
    expect(environment.download).toHaveBeenCalledWith('row-lstm.safetensors', Uint8Array.of(1, 2))
  })

  test('are opened from files', async () => {
    const { actions } = await readyStore()
    await actions.openModel(new File([Uint8Array.of(5)], 'mine.safetensors'))
    expect(client.asked.at(-1)).toEqual({ type: 'loadModel', params: { bytes: Uint8Array.of(5), name: 'mine' } })
  })

  test('of presets begin with fresh weights and the preset’s own settings', async () => {
    const { actions, state } = await readyStore()
    const { spec, name, training } = presets.cnn
    const picked = actions.pickPreset('cnn')
    expect(state().pickedPreset).toBe('cnn')
    await picked
    expect(state().pickedPreset).toBeNull()
    expect(client.asked.at(-1)).toEqual({ type: 'newModel', params: { spec, name, seed: training.seed } })
    expect(state().training).toMatchObject({ state: 'idle', options: { ...training, start: 'fresh' } })
  })

  test('of presets that the page has weights for are the trained ones', async () => {
    const { actions } = await readyStore()
    await actions.pickPreset('row-lstm')
    expect(vi.mocked(environment.fetchModel).mock.lastCall?.[0]).toEqual({ url: 'models/row-lstm.safetensors', bytes: 4 })
    expect(client.asked.at(-1)).toEqual({ type: 'loadModel', params: { bytes: Uint8Array.of(7), name: 'row-lstm' } })
  })

  test('of presets begin with fresh weights where those are wanted', async () => {
    const { actions } = await readyStore()
    await actions.pickPreset('row-lstm', 'fresh')
    expect(environment.fetchModel).not.toHaveBeenCalled()
    expect(client.asked.at(-1)).toMatchObject({ type: 'newModel', params: { name: 'row-lstm' } })
  })

  test('say how much of their trained weights is here, and come one at a time', async () => {
    const { actions, state } = await readyStore()
    let arrive = (_bytes: Uint8Array) => {}
    vi.mocked(environment.fetchModel).mockImplementationOnce((_, onProgress) => {
      onProgress(3)
      return new Promise((resolve) => (arrive = resolve))
    })
    const picked = actions.pickPreset('row-lstm')
    expect(state()).toMatchObject({ pickedPreset: 'row-lstm', pickedProgress: 0.75 })
    await actions.pickPreset('cnn')
    expect(client.count('newModel')).toBe(0)
    arrive(Uint8Array.of(1, 2, 3, 4))
    await picked
    expect(state()).toMatchObject({ pickedPreset: null, pickedProgress: null })
  })

  test('whose weights cannot be had leave the model before, with a word on it', async () => {
    const { actions, state } = await readyStore()
    const before = state().training.options
    vi.mocked(environment.fetchModel).mockRejectedValueOnce(new TypeError('offline'))
    await actions.pickPreset('row-lstm')
    expect(client.count('loadModel') + client.count('newModel')).toBe(0)
    expect(state()).toMatchObject({ pickedPreset: null, pickedProgress: null, training: { options: before } })
    expect(state().notices).toHaveLength(1)
  })

  test('of another build begin a new reading; the same build learning keeps it', async () => {
    const { actions, state } = await readyStore()
    actions.setDrawing(drawingOf(0.5))
    await settle()
    actions.setCursor({ layer: 'lstm', step: 9, unit: 3 })
    const { spec } = state().model!
    client.tell({ type: 'model', model: { ...model, spec: structuredClone(model.spec), epochs: 13 } })
    expect(state().model).toMatchObject({ epochs: 13 })
    expect(state().model?.spec).toBe(spec)
    expect(state()).toMatchObject({ cursor: { step: 9, unit: 3 } })
    client.tell({ type: 'model', model: { ...model, spec: presets.cnn.spec, name: 'cnn' } })
    expect(state()).toMatchObject({ trace: null, cursor: { layer: null, step: 0, unit: null } })
  })

  test('too large are not even read', async () => {
    const { actions, state } = await readyStore()
    const file = Object.defineProperty(new File([], 'film.mkv'), 'size', { value: 4e9 })
    await actions.openModel(file)
    expect(client.count('loadModel')).toBe(0)
    expect(state().notices).toMatchObject([{ error: { code: 'model-size' } }])
  })
})

describe('a worker that dies', () => {
  const crashed: WorkerEvent = { type: 'crashed', error: { code: 'worker-crashed', message: 'boom', hint: 'wait' } }

  test('is started again with the model of the last epoch and the same data', async () => {
    const { actions, state } = await readyStore()
    await actions.startTraining()
    const bytes = Uint8Array.of(9)
    client.tell({ type: 'trainingState', state: 'running' }, { type: 'checkpoint', epoch: 0, bytes }, crashed)
    expect(state()).toMatchObject({ status: 'starting', training: { state: 'failed' } })
    await settle()
    expect(state()).toMatchObject({ status: 'ready', data: { info: mnist } })
    expect(client.asked.slice(-3)).toMatchObject([
      { type: 'start' },
      { type: 'loadModel', params: { bytes } },
      { type: 'loadData', params: { kind: 'mnist' } },
    ])
    expect(state().notices).toHaveLength(1)
  })

  test('is started again with the preset that was picked', async () => {
    const { actions } = await readyStore()
    await actions.pickPreset('cnn')
    client.tell(crashed)
    await settle()
    expect(client.asked.slice(-2)).toMatchObject([{ type: 'start' }, { type: 'newModel', params: { name: 'cnn' } }])
  })

  test('again and again is left alone, with a word on it', async () => {
    const { state } = await readyStore()
    for (let crash = 0; crash < 3; crash++) {
      client.tell(crashed)
      await settle()
    }
    expect(client.count('start')).toBe(3)
    expect(state().status).toBe('failed')
    expect(state().notices.length).toBeGreaterThan(0)
  })
})

test('a lost engine is told beside the engine', async () => {
  const { state } = await readyStore()
  const reason = { kind: 'failed', error: { code: 'device-lost', message: 'The GPU device was lost', hint: 'Go on' } } as const
  client.tell({ type: 'engine', engine: { ...engine, kind: 'cpu' }, reason })
  expect(state()).toMatchObject({ engine: { kind: 'cpu' }, engineReason: reason })
})

describe('the choice of engine', () => {
  const cpu = { kind: 'cpu', adapter: 'test', isSoftware: false, features: [] } as const
  const speeds = { adapter: 'SwiftShader', cpu: 1000, webgpu: 150 }

  test('is carried out, written into the address, and what is on the pad is read again', async () => {
    const { actions, state } = await readyStore()
    actions.setDrawing(drawingOf(0.5))
    await settle()
    client.answers.useEngine = () => ({ engine: cpu, reason: { kind: 'chosen' } })
    const reads = client.count('read')
    const chosen = actions.chooseEngine('cpu')
    expect(state()).toMatchObject({ engineChoice: 'cpu', engineWork: 'moving' })
    await chosen
    expect(state()).toMatchObject({ engine: cpu, engineReason: { kind: 'chosen' }, engineWork: null })
    expect(environment.rememberEngine).toHaveBeenCalledWith('cpu')
    await settle()
    expect(client.count('read')).toBe(reads + 1)
  })

  test('that cannot be had goes back to the one before', async () => {
    const { actions, state } = await readyStore()
    vi.mocked(environment.rememberEngine).mockClear()
    client.answers.useEngine = () => Promise.reject(new RemoteError({ code: 'engine-unavailable', message: 'no GPU', hint: 'update' }))
    await actions.chooseEngine('webgpu')
    expect(state()).toMatchObject({ engine, engineChoice: 'auto', engineWork: null, notices: [{ error: { message: 'no GPU' } }] })
    expect(environment.rememberEngine).not.toHaveBeenCalled()
  })

  test('of the address that cannot be had is told, and the page chooses by itself', async () => {
    client.answers.start = ({ engine: choice }) => {
      if (choice === 'auto')
        return { engine: cpu, reason: { kind: 'failed', error: { code: 'engine-unavailable', message: 'no GPU', hint: '' } }, model }
      return Promise.reject(new RemoteError({ code: 'engine-unavailable', message: 'no GPU', hint: 'update' }))
    }
    const store = createAppStore(client, null, { ...environment, engine: 'webgpu' })
    await settle()
    expect(store.getState()).toMatchObject({ status: 'ready', engine: cpu, engineChoice: 'auto', notices: [{ error: { hint: 'update' } }] })
  })

  test('of the address that there is not is refused kindly', async () => {
    const store = createAppStore(client, null, { ...environment, unknownEngine: 'quantum' })
    await settle()
    expect(store.getState()).toMatchObject({ status: 'ready', engineChoice: 'auto' })
    expect(store.getState().notices).toMatchObject([{ level: 'info', error: { code: 'engine-unknown' } }])
    expect(store.getState().notices[0]!.error.message).toContain('quantum')
  })

  test('follows a measurement, which the next visit knows of', async () => {
    const kept = new Map<string, string>()
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
    const store = createAppStore(client, storage, environment)
    await settle()
    client.answers.measureEngines = () => speeds
    client.answers.useEngine = () => ({ engine: cpu, reason: { kind: 'emulated', adapter: 'SwiftShader', speeds } })
    const measured = store.getState().actions.measureEngines()
    expect(store.getState().engineWork).toBe('measuring')
    await measured
    expect(store.getState()).toMatchObject({ engine: cpu, engineSpeeds: speeds, engineWork: null })
    expect(client.asked.at(-1)).toEqual({ type: 'useEngine', params: { engine: 'auto', speeds } })
    createAppStore(client, storage, environment)
    await settle()
    expect(client.asked.findLast(({ type }) => type === 'start')).toMatchObject({ params: { speeds } })
  })
})

test('settings are kept for the next visit', async () => {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  const { actions } = createAppStore(client, storage, environment).getState()
  actions.setTheme('dark')
  actions.setLanguage('zh')
  actions.setTrainingOptions({ epochs: 9 })
  actions.setTab('train')
  const next = createAppStore(client, storage, environment).getState()
  expect(next.view).toEqual({ theme: 'dark', language: 'zh', tab: 'gates' })
  expect(next.training.options.epochs).toBe(9)
  await settle()
})

test('deformed digits come from the worker, and none where it has no data or fails', async () => {
  const { actions, state } = await readyStore()
  const asked = { augment: TYPICAL_AUGMENTATION, seed: 1, step: 1, count: 8 }
  const pictures = [new Float32Array(IMAGE_PIXELS)]
  client.answers.previewAugmentation = () => ({ pictures })
  expect(await actions.previewAugmentation(asked)).toEqual(pictures)
  expect(client.asked.at(-1)).toEqual({ type: 'previewAugmentation', params: asked })
  client.answers.previewAugmentation = () => null
  expect(await actions.previewAugmentation(asked)).toEqual([])
  delete client.answers.previewAugmentation
  expect(await actions.previewAugmentation(asked)).toEqual([])
  expect(state().notices).toHaveLength(1)
})
