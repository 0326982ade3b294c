import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { presets } from '../nn/spec/presets'
import { RemoteError } from '../worker/client'
import type { DataRequest } from '../worker/values/data'
import { drawingOf, mnist, model, newPage, settle, type OpenStore, type TestPage } from './store.fixture'

let page: TestPage
let client: TestPage['client']
let actions: OpenStore['actions']
let state: OpenStore['state']

beforeEach(async () => {
  vi.useFakeTimers()
  page = newPage()
  client = page.client
  const opened = await page.readyStore()
  actions = opened.actions
  state = opened.state
})

afterEach(() => void vi.useRealTimers())

async function crash(times = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    client.crash()
    await settle()
  }
}

/** What is said of crashes: what becomes of each. */
const said = () => state().notices.flatMap(({ error }) => (error.code === 'worker-restart' ? [error.detail.outcome] : []))

/** Types of the requests since the last start. */
const sinceStart = () => client.asked.slice(client.asked.findLastIndex(({ type }) => type === 'start') + 1)

describe('a worker that dies', () => {
  test('is started again with the model of the last epoch and the same data', async () => {
    await actions.startTraining()
    const bytes = Uint8Array.of(9)
    client.tell({ type: 'trainingState', state: 'running' }, { type: 'checkpoint', epoch: 0, step: null, bytes })
    client.crash()
    expect(state()).toMatchObject({ status: 'starting', engine: null, training: { state: 'failed' } })
    expect(said()).toEqual(['starting'])
    await settle()
    expect(state()).toMatchObject({ status: 'ready', data: { info: mnist } })
    expect(sinceStart()).toMatchObject([
      { type: 'loadModel', params: { bytes } },
      { type: 'loadData', params: { kind: 'mnist' } },
    ])
    expect(said()).toEqual(['startedWithData'])
    expect(state().notices).toHaveLength(1)
  })

  test('is started again with the mixture of sets that was in use', async () => {
    const mixture: DataRequest = { kind: 'mnist', also: [{ kind: 'built-in', train: 5000 }] }
    await actions.loadData(mixture)
    await crash()
    expect(sinceStart()).toEqual([{ type: 'loadData', params: mixture }])
    await crash()
    expect(sinceStart()).toEqual([{ type: 'loadData', params: mixture }])
  })

  test('is started again with what stood in for a mixture', async () => {
    client.answers.loadData = () => ({ data: { ...mnist, kind: 'built-in' }, failures: [] })
    await actions.loadData({ kind: 'mnist', also: [{ kind: 'built-in', train: 5000 }] })
    await crash()
    expect(sinceStart()).toEqual([{ type: 'loadData', params: { kind: 'built-in', train: 5000 } }])
  })

  test('is started again with the preset that was picked', async () => {
    await actions.pickPreset('cnn')
    client.answers.loadModel = () => ({ model: { ...model, name: 'cnn', spec: presets.cnn.spec } })
    await crash()
    expect(sinceStart()).toEqual([{ type: 'loadModel', params: { bytes: Uint8Array.of(1, 2), name: 'cnn' } }])
    expect(state().model).toMatchObject({ name: 'cnn', spec: presets.cnn.spec })
  })

  test('has nothing read by another model before it has its own again', async () => {
    await actions.pickPreset('cnn')
    client.tell({ type: 'model', model: { ...model, name: 'cnn', spec: presets.cnn.spec } })
    actions.setDrawing(drawingOf(0.5))
    await settle()
    let arrive = (): void => {}
    const cnn = { ...model, name: 'cnn', spec: presets.cnn.spec }
    client.answers.loadModel = () => new Promise((resolve) => (arrive = () => resolve({ model: cnn })))
    await crash()
    expect(state()).toMatchObject({ status: 'starting', model: { name: 'cnn' } })
    expect(sinceStart().map(({ type }) => type)).toEqual(['loadModel'])
    arrive()
    await settle()
    expect(sinceStart().map(({ type }) => type)).toEqual(['loadModel', 'read'])
  })

  test('rejects what was asked of it without a word of its own', async () => {
    client.answers.train = () => new Promise(() => {})
    const started = actions.startTraining()
    await settle()
    await crash()
    await started
    expect(state().notices.map(({ error }) => error.code)).toEqual(['worker-restart'])
  })

  test('while it is being started again is started once more, and the older start is heard of no more', async () => {
    const { start } = client.answers
    client.answers.start = () => new Promise(() => {})
    await crash()
    client.answers.start = start!
    client.crash()
    expect(state().status).toBe('starting')
    await settle()
    expect(state().status).toBe('ready')
    expect(said()).toEqual(['started'])
  })

  test('and does not come back says so, with a way on', async () => {
    client.answers.start = () => Promise.reject(new RemoteError({ code: 'internal', message: 'no', detail: { original: 'no' } }))
    await crash()
    expect(state()).toMatchObject({ status: 'failed', engine: null })
    expect(said()).toEqual(['givenUp'])
    expect(state().notices.some(({ way }) => way === 'startAgain')).toBe(true)
  })

  test('and cannot take the model that was kept does not go on with another one', async () => {
    await actions.openModel(new File([Uint8Array.of(5)], 'mine.safetensors'))
    delete client.answers.loadModel
    await crash()
    expect(state().status).toBe('failed')
    await actions.saveModel()
    expect(page.environment.download).toHaveBeenLastCalledWith(expect.anything(), Uint8Array.of(5))
    await actions.resetModel()
    expect(state()).toMatchObject({ status: 'ready', model: { name: 'row-lstm' } })
  })
})

describe('data that were in use', () => {
  test('come back after any number of crashes, also while they are on their way', async () => {
    await actions.loadData({ kind: 'built-in' })
    const { loadData } = client.answers
    client.answers.loadData = () => new Promise(() => {})
    await crash(2)
    expect(state().data).toMatchObject({ info: null, loading: null })
    client.answers.loadData = loadData!
    await vi.advanceTimersByTimeAsync(61_000)
    await crash()
    expect(sinceStart()).toEqual([{ type: 'loadData', params: { kind: 'built-in' } }])
    expect(state().data.info?.kind).toBe('built-in')
  })

  test('of dropped files are read from the same files', async () => {
    client.answers.loadFiles = () => ({ data: { ...mnist, origin: 'files' }, failures: [] })
    const files = [new File(['x'], 'train-images.gz')]
    await actions.loadDataFiles(files)
    await crash(2)
    expect(sinceStart()).toEqual([{ type: 'loadFiles', params: { files } }])
    expect(state().data.info?.origin).toBe('files')
  })

  test('and were only on their way are loaded once more, but not for ever', async () => {
    client.answers.loadData = () => new Promise(() => {})
    void actions.loadData({ kind: 'built-in' })
    await crash()
    expect(sinceStart()).toEqual([{ type: 'loadData', params: { kind: 'built-in' } }])
    await crash()
    expect(sinceStart()).toEqual([])
  })
})

describe('a worker that dies again and again', () => {
  beforeEach(async () => {
    actions.setDrawing(drawingOf(0.3))
    await settle()
  })

  test('is left alone; what is said and shown is true', async () => {
    await crash(3)
    expect(client.count('start')).toBe(3)
    expect(state()).toMatchObject({ status: 'failed', engine: null })
    expect(said()).toEqual(['givenUp'])
    expect(state().notices).toMatchObject([{ way: 'startAgain' }])
    expect(state().trace, 'the answer to this drawing').not.toBeNull()
    actions.setDrawing(drawingOf(0.7))
    expect(state().trace, 'no answer to another one').toBeNull()
  })

  test('is started by nothing but the visitor', async () => {
    await crash(3)
    const before = client.asked.length
    await actions.startTraining()
    await actions.loadData({ kind: 'mnist' })
    expect(await actions.unitWeights('lstm', 0)).toBeNull()
    expect(client.asked).toHaveLength(before)
    expect(state().training.state).toBe('idle')
    expect(state().notices.map(({ error, way }) => [error.code, way])).toEqual([
      ['worker-restart', 'startAgain'],
      ['not-running', 'startAgain'],
    ])
  })

  test('starts again with everything that was kept when the visitor asks for it', async () => {
    const bytes = Uint8Array.of(9)
    await actions.loadData({ kind: 'built-in' })
    client.tell({ type: 'checkpoint', epoch: null, step: null, bytes })
    await crash(3)
    actions.setDrawing(drawingOf(0.7))
    await actions.resumeTraining()
    const started = actions.startAgain()
    expect(said()).toEqual(['starting'])
    await started
    expect(said()).toEqual(['startedWithData'])
    expect(state().notices).toHaveLength(1)
    expect(state()).toMatchObject({ status: 'ready', data: { info: { kind: 'built-in' } } })
    expect(sinceStart()).toMatchObject([{ type: 'loadModel', params: { bytes } }, { type: 'read' }, { type: 'loadData' }])
    expect(state().trace?.input.data[0]).toBeCloseTo(0.7)
    await crash()
    expect(state().status, 'it is counted anew').toBe('ready')
  })
})

describe('the model can be saved while no worker runs', () => {
  const saved = () => vi.mocked(page.environment.download).mock.lastCall

  test('from what was kept', async () => {
    client.tell({ type: 'checkpoint', epoch: null, step: null, bytes: Uint8Array.of(9, 8) })
    await crash(3)
    await actions.saveModel()
    expect(saved()).toEqual(['row-lstm.safetensors', Uint8Array.of(9, 8)])
    expect(client.count('saveModel')).toBe(0)
  })

  test('as the file that the page comes with', async () => {
    await crash(3)
    await actions.saveModel()
    expect(vi.mocked(page.environment.fetchModel).mock.lastCall?.[0]).toMatchObject({ url: 'models/row-lstm.safetensors' })
    expect(saved()).toEqual(['row-lstm.safetensors', Uint8Array.of(7)])
  })

  test('as fresh weights', async () => {
    await actions.pickPreset('cnn', 'fresh')
    client.answers.saveModel = () => ({ bytes: Uint8Array.of(3) })
    await crash(3)
    await actions.saveModel()
    expect(saved()?.[1]).toEqual(Uint8Array.of(1, 2))
  })

  test('unless the worker died before it told of them: that is said', async () => {
    client.answers.saveModel = () => new Promise(() => {})
    await actions.pickPreset('cnn', 'fresh')
    await crash(3)
    await actions.saveModel()
    expect(saved()).toBeUndefined()
    expect(state().notices.at(-1)).toMatchObject({ error: { code: 'not-running' }, way: 'startAgain' })
    await actions.startAgain()
    expect(sinceStart()).toMatchObject([{ type: 'newModel', params: { name: 'cnn' } }, { type: 'saveModel' }])
  })

  test('also while one is being started, whose model is another one yet', async () => {
    client.tell({ type: 'checkpoint', epoch: null, step: null, bytes: Uint8Array.of(9) })
    client.answers.loadModel = () => new Promise(() => {})
    await crash()
    await actions.saveModel()
    expect(saved()?.[1]).toEqual(Uint8Array.of(9))
  })
})

test('fresh weights that stood in for the page’s own model come back as they were', async () => {
  page = newPage()
  client = page.client
  client.answers.start = () => ({ engine: state().engine!, reason: { kind: 'gpu' }, model: { ...model, epochs: 0, seed: 7 } })
  await page.readyStore()
  await crash()
  expect(sinceStart()).toEqual([{ type: 'loadModel', params: { bytes: Uint8Array.of(1, 2), name: 'row-lstm' } }])
})

test('notices are told apart by what they say, not by words for developers', () => {
  const notice = (file: string, message: string) => new RemoteError({ code: 'picture', detail: { file, fault: 'blank' }, message })
  actions.showError(notice('a.png', 'x'))
  actions.showError(notice('b.png', 'x'))
  actions.showError(notice('a.png', 'y'))
  expect(state().notices.map(({ error }) => error.detail)).toMatchObject([{ file: 'b.png' }, { file: 'a.png' }])
})
