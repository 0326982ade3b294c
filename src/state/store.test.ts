import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { IMAGE_PIXELS } from '../testing/digits'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { RemoteError } from '../worker/client'
import type { WorkerEvent } from '../worker/protocol'
import { createAppStore } from './store'
import { drawingOf, engine, mnist, model, newPage, settle, traceOf } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('start', () => {
  test('is asked for at once; the state is complete before the answer', async () => {
    const { client, environment } = newPage()
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
    const { client, readyStore } = newPage()
    client.answers.start = () =>
      Promise.reject(
        new RemoteError({ code: 'engine-unavailable', message: 'no', detail: { engine: 'webgpu', reason: { kind: 'noWebGpu' } } }),
      )
    const { state } = await readyStore()
    expect(state().status).toBe('failed')
    expect(state().notices).toMatchObject([
      { level: 'error', error: { code: 'engine-unavailable', detail: { engine: 'webgpu', reason: { kind: 'noWebGpu' } } } },
    ])
  })

  test('reads what was drawn before it was over', async () => {
    const { client, environment } = newPage()
    const store = createAppStore(client, null, environment)
    store.getState().actions.setDrawing(drawingOf(0.5))
    expect(client.count('read')).toBe(0)
    await settle()
    expect(store.getState().trace?.input.data[0]).toBe(0.5)
  })
})

describe('the reading', () => {
  test('follows the pad: one request in flight, then the newest picture', async () => {
    const { client, readyStore } = newPage()
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
    const { readyStore } = newPage()
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
    const { client, readyStore } = newPage()
    const { actions } = await readyStore()
    actions.setDrawing(drawingOf(0.5))
    await settle()
    const before = client.count('read')
    client.tell({ type: 'model', model: { ...model, epochs: 13 } })
    await settle()
    expect(client.count('read')).toBe(before + 1)
  })

  test('that fails is told once, and the next one works', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const { read } = client.answers
    client.answers.read = () => Promise.reject(new RemoteError({ code: 'device-lost', message: 'gone', detail: { original: null } }))
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

describe('a worker that dies', () => {
  const crashed: WorkerEvent = {
    type: 'crashed',
    error: { code: 'worker-crashed', message: 'boom', detail: { reason: { kind: 'silent' } } },
  }

  test('is started again with the model of the last epoch and the same data', async () => {
    const { client, readyStore } = newPage()
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
    const { client, readyStore } = newPage()
    const { actions } = await readyStore()
    await actions.pickPreset('cnn')
    client.tell(crashed)
    await settle()
    expect(client.asked.slice(-2)).toMatchObject([{ type: 'start' }, { type: 'newModel', params: { name: 'cnn' } }])
  })

  test('again and again is left alone, with a word on it', async () => {
    const { client, readyStore } = newPage()
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
  const { client, readyStore } = newPage()
  const { state } = await readyStore()
  const error = { code: 'device-lost', message: 'The GPU device was lost', detail: { original: null } } as const
  const reason = { kind: 'failed', error } as const
  client.tell({ type: 'engine', engine: { ...engine, kind: 'cpu' }, reason })
  expect(state()).toMatchObject({ engine: { kind: 'cpu' }, engineReason: reason })
})

test('settings are kept for the next visit', async () => {
  const { client, environment } = newPage()
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  const { actions } = createAppStore(client, storage, environment).getState()
  actions.setTheme('dark')
  actions.setLanguage('zh')
  actions.setTrainingSettings({ epochs: 9 })
  actions.setTab('train')
  const next = createAppStore(client, storage, environment).getState()
  expect(next.view).toEqual({ theme: 'dark', language: 'zh', tab: 'gates' })
  expect(next.training.settings.epochs).toBe(9)
  await settle()
})

test('deformed digits come from the worker, and none where it has no data or fails', async () => {
  const { client, readyStore } = newPage()
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
