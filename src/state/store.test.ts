import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { IMAGE_PIXELS } from '../testing/digits'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { RemoteError } from '../worker/client'
import { createAppStore } from './store'
import { drawingOf, engine, model, newPage, pageThatHasRead, settle, traceOf } from './store.fixture'

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
      params: { engine: 'auto', modelUrl: environment.modelUrl, dataBaseUrl: './', speeds: null, format: 'float32' },
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
    const { actions, state } = await pageThatHasRead(0.5)
    expect(state().trace).not.toBeNull()
    actions.setDrawing(drawingOf(0.6))
    actions.setDrawing(drawingOf(0))
    expect(state().trace).toBeNull()
    await settle()
    expect(state().trace).toBeNull()
  })

  test('of another drawing goes when its own is late, and comes when it is there', async () => {
    const { client, actions, state } = await pageThatHasRead(0.1)
    let release = (): void => {}
    client.answers.read = ({ image }) => new Promise((resolve) => (release = () => resolve(traceOf(image))))
    actions.setDrawing(drawingOf(0.2))
    await vi.advanceTimersByTimeAsync(500)
    expect(state().trace?.input.data[0], 'while the pen moves it may be one request behind').toBeCloseTo(0.1)
    await vi.advanceTimersByTimeAsync(600)
    expect(state().trace).toBeNull()
    release()
    await settle()
    expect(state().trace?.input.data[0]).toBeCloseTo(0.2)
    await vi.advanceTimersByTimeAsync(5000)
    expect(state().trace).not.toBeNull()
  })

  test('stays in view while the pen moves, however long, and goes when the pen is faster than every reading', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    client.answers.read = async ({ image }) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return traceOf(image)
    }
    for (let move = 0; move < 40; move++) {
      actions.setDrawing(drawingOf(0.1 + move / 100))
      await vi.advanceTimersByTimeAsync(100)
      if (move > 3) expect(state().trace).not.toBeNull()
    }
    client.answers.read = () => new Promise(() => {})
    for (let move = 0; move < 15; move++) {
      actions.setDrawing(drawingOf(0.2 + move / 100))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(state().trace).toBeNull()
  })

  test('of another drawing goes at once when its own fails', async () => {
    const { client, actions, state } = await pageThatHasRead(0.1)
    delete client.answers.read
    actions.setDrawing(drawingOf(0.2))
    await settle()
    expect(state().trace).toBeNull()
  })

  test('that fails of a drawing that was read before leaves what was read', async () => {
    const { client, state } = await pageThatHasRead(0.1)
    delete client.answers.read
    client.tell({ type: 'model', model: { ...model, epochs: 13 } })
    await settle()
    expect(state().trace?.input.data[0]).toBeCloseTo(0.1)
  })

  test('that another overtook in the worker is asked for again', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const { read } = client.answers
    client.answers.read = () => null
    actions.setDrawing(drawingOf(0.1))
    await settle()
    client.answers.read = read!
    await vi.advanceTimersByTimeAsync(100)
    expect(state().trace?.input.data[0]).toBeCloseTo(0.1)
  })

  test('is done again when the model changes', async () => {
    const { client } = await pageThatHasRead(0.5)
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
  actions.setCurvesView({ smoothing: 'long' })
  const next = createAppStore(client, storage, environment).getState()
  expect(next.view).toEqual({
    theme: 'dark',
    language: 'zh',
    tab: 'gates',
    curves: { smoothing: 'long', scale: 'linear' },
  })
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
