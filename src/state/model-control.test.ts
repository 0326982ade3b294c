import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { specFor } from '../nn/spec/for-task'
import { presets } from '../nn/spec/presets'
import { LETTERS } from '../testing/sets/letters'
import { RemoteError } from '../worker/client'
import { findTrained } from './trained-models'
import { mnist, model, newPage, pageThatHasRead } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('models', () => {
  test('are saved under their name', async () => {
    const { environment, readyStore } = newPage()
    const { actions } = await readyStore()
    await actions.saveModel()
    expect(environment.download).toHaveBeenCalledWith('row-lstm.safetensors', Uint8Array.of(1, 2))
  })

  test('are opened from files', async () => {
    const { client, readyStore } = newPage()
    const { actions } = await readyStore()
    await actions.openModel(new File([Uint8Array.of(5)], 'mine.safetensors'))
    expect(client.asked.at(-1)).toEqual({ type: 'loadModel', params: { bytes: Uint8Array.of(5), name: 'mine' } })
  })

  test('of presets begin with fresh weights and the preset’s own settings', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const { spec, name, training } = presets.cnn
    const picked = actions.pickPreset('cnn')
    expect(state().pickedPreset).toBe('cnn')
    await picked
    expect(state().pickedPreset).toBeNull()
    expect(client.asked.findLast(({ type }) => type === 'newModel')?.params).toEqual({ spec, name, seed: training.seed })
    expect(state().training).toMatchObject({ state: 'idle', settings: training, start: 'fresh' })
  })

  test('of presets are for the task of the data in use, where they begin fresh', async () => {
    const { client, readyStore } = newPage()
    const { actions } = await readyStore()
    client.tell({ type: 'data', data: { ...mnist, task: LETTERS } })
    await actions.pickPreset('cnn')
    expect(client.asked.findLast(({ type }) => type === 'newModel')?.params).toMatchObject({
      spec: { task: LETTERS, layers: specFor(presets.cnn.spec, LETTERS).layers },
    })
    expect(specFor(presets.cnn.spec, LETTERS).layers.at(-1)).toMatchObject({ units: 26 })
  })

  test('of presets that the page has weights for are the trained ones', async () => {
    const { client, environment, readyStore } = newPage()
    const { actions } = await readyStore()
    await actions.pickPreset('row-lstm')
    expect(vi.mocked(environment.fetchModel).mock.lastCall?.[0]).toEqual({ url: 'models/row-lstm.safetensors', bytes: 4 })
    expect(client.asked.at(-1)).toEqual({ type: 'loadModel', params: { bytes: Uint8Array.of(7), name: 'row-lstm' } })
  })

  test('of the page’s own that are broken are blamed by their address, and those of the visitor by what they are', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    client.answers.loadModel = async () => {
      throw new RemoteError({ code: 'safetensors', message: 'cut off', detail: { rule: 'file-length', expected: 9, actual: 7 } })
    }
    await actions.pickPreset('row-lstm')
    await actions.openModel(new File([Uint8Array.of(5)], 'mine.safetensors'))
    const fault = { kind: 'damaged', original: 'cut off' }
    expect(state().notices.map(({ error }) => error)).toMatchObject([
      { code: 'model-file', detail: { url: 'models/row-lstm.safetensors', fault } },
      { code: 'safetensors' },
    ])
  })

  test('of presets begin with fresh weights where those are wanted', async () => {
    const { client, environment, readyStore } = newPage()
    const { actions } = await readyStore()
    await actions.pickPreset('row-lstm', 'fresh')
    expect(environment.fetchModel).not.toHaveBeenCalled()
    expect(client.asked.findLast(({ type }) => type === 'newModel')?.params).toMatchObject({ name: 'row-lstm' })
  })

  test('say how much of their trained weights is here, and come one at a time', async () => {
    const { client, environment, readyStore } = newPage()
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
    const { client, environment, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const { settings, start } = state().training
    vi.mocked(environment.fetchModel).mockRejectedValueOnce(new TypeError('offline'))
    await actions.pickPreset('row-lstm')
    expect(client.count('loadModel') + client.count('newModel')).toBe(0)
    expect(state()).toMatchObject({ pickedPreset: null, pickedProgress: null, training: { settings, start } })
    expect(state().notices).toHaveLength(1)
  })

  test('of the visitor’s own can be put back when another took their place, until a run starts', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const { settings, start } = state().training
    const notices = () => state().notices.map(({ way, error }) => [way, error.code, error.detail])
    for (const replace of [
      () => actions.pickPreset('cnn', 'fresh'),
      () => actions.resetModel(),
      () => actions.openModel(new File([Uint8Array.of(5)], 'other.safetensors')),
    ]) {
      client.tell({ type: 'model', model: { ...model, epochs: 12, testAccuracy: 0.985 } })
      await replace()
      expect(notices()).toEqual([['putBack', 'model-replaced', { model: 'row-lstm', accuracy: 0.985 }]])
      await actions.putBackModel()
      expect(client.asked.findLast(({ type }) => type === 'loadModel')?.params).toEqual({
        bytes: Uint8Array.of(1, 2),
        name: 'row-lstm',
        isNamed: true,
      })
      expect(state().training).toMatchObject({ settings, start })
      expect(notices()).toEqual([])
    }
    client.tell({ type: 'model', model: { ...model, epochs: 12, testAccuracy: 0.985 } })
    await actions.pickPreset('cnn', 'fresh')
    expect(notices()).toHaveLength(1)
    await actions.startTraining()
    expect(notices()).toEqual([])
  })

  test('that the page came with make way without a word', async () => {
    expect(findTrained('row-lstm')).toMatchObject({ epochs: model.epochs, testAccuracy: model.testAccuracy })
    const { readyStore } = newPage()
    const { actions, state } = await readyStore()
    await actions.pickPreset('cnn', 'fresh')
    expect(state().notices).toEqual([])
  })

  test('of another build begin a new reading; the same build learning keeps it', async () => {
    const { client, actions, state } = await pageThatHasRead(0.5)
    actions.setCursor({ layer: 'lstm', step: 9, unit: 3 })
    const { spec } = state().model!
    client.tell({ type: 'model', model: { ...model, spec: structuredClone(model.spec), epochs: 13 } })
    expect(state().model).toMatchObject({ epochs: 13 })
    expect(state().model?.spec).toBe(spec)
    expect(state()).toMatchObject({ cursor: { step: 9, unit: 3 } })
    client.tell({ type: 'model', model: { ...model, spec: presets.cnn.spec, name: 'cnn' } })
    expect(state()).toMatchObject({ trace: null, cursor: { layer: null, step: 0, unit: null } })
  })

  test('whose file cannot be read, or never comes, are told, and the page goes on', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const gone = Object.assign(new File(['x'], 'gone.safetensors'), { arrayBuffer: () => Promise.reject(new Error('NotFoundError')) })
    await actions.openModel(gone)
    const stuck = Object.assign(new File(['x'], 'stuck.safetensors'), { arrayBuffer: () => new Promise(() => {}) })
    const opened = actions.openModel(stuck)
    await vi.advanceTimersByTimeAsync(30_000)
    await opened
    expect(state().notices.map(({ error }) => error.detail)).toEqual([
      { url: 'gone.safetensors', fault: { kind: 'storage', action: 'read', original: 'NotFoundError' } },
      { url: 'stuck.safetensors', fault: { kind: 'stalled', seconds: 30 } },
    ])
    expect(client.count('loadModel')).toBe(0)
  })

  test('too large are not even read', async () => {
    const { client, readyStore } = newPage()
    const { actions, state } = await readyStore()
    const file = Object.defineProperty(new File([], 'film.mkv'), 'size', { value: 4e9 })
    await actions.openModel(file)
    expect(client.count('loadModel')).toBe(0)
    expect(state().notices).toMatchObject([{ error: { code: 'model-size' } }])
  })
})
