import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RemoteError } from '../worker/client'
import { createAppStore } from './store'
import { engine, model, newPage, pageThatHasRead, settle } from './store.fixture'

const noGpu = {
  code: 'engine-unavailable',
  message: 'no GPU',
  detail: { engine: 'webgpu', reason: { kind: 'noWebGpu' } },
} as const

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the choice of engine', () => {
  const cpu = { kind: 'cpu', adapter: 'test', isSoftware: false, features: [] } as const
  const speeds = { adapter: 'SwiftShader', cpu: 1000, webgpu: 150 }
  const figures = [{ ...cpu, threads: 2, training: [{ batch: 64, imagesPerSecond: 1000 }], reading: 0.2, manyPerSecond: 5000 }]

  test('is carried out, written into the address, and what is on the pad is read again', async () => {
    const { client, environment, actions, state } = await pageThatHasRead(0.5)
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

  test('brings half precision, unless that gave way', async () => {
    const { client, environment, actions, state } = await pageThatHasRead(0.5)
    const half = { ...engine, format: 'float16' } as const
    client.answers.useEngine = () => ({ engine: half, reason: { kind: 'gpu' } })
    await actions.chooseFormat('float16')
    expect(client.asked.findLast(({ type }) => type === 'useEngine')).toMatchObject({ params: { engine: 'auto', format: 'float16' } })
    expect(state()).toMatchObject({ engine: half, storedFormat: 'float16', engineWork: null })
    expect(environment.rememberFormat).toHaveBeenLastCalledWith('float16')
    client.answers.useEngine = () => ({ engine: { ...half, format: 'float32' }, reason: { kind: 'chosen' } })
    await actions.chooseEngine('webgpu')
    expect(state()).toMatchObject({ storedFormat: 'float32' })
    expect(environment.rememberFormat).toHaveBeenLastCalledWith('float32')
  })

  test('that cannot be had goes back to the one before', async () => {
    const { client, environment, readyStore } = newPage()
    const { actions, state } = await readyStore()
    vi.mocked(environment.rememberEngine).mockClear()
    client.answers.useEngine = () => Promise.reject(new RemoteError(noGpu))
    await actions.chooseEngine('webgpu')
    expect(state()).toMatchObject({ engine, engineChoice: 'auto', engineWork: null, notices: [{ error: { message: 'no GPU' } }] })
    expect(environment.rememberEngine).not.toHaveBeenCalled()
  })

  test('of the address that cannot be had is told, and the page chooses by itself', async () => {
    const { client, environment } = newPage()
    client.answers.start = ({ engine: choice }) => {
      if (choice === 'auto') return { engine: cpu, reason: { kind: 'failed', error: noGpu }, model }
      return Promise.reject(new RemoteError(noGpu))
    }
    const store = createAppStore(client, null, { ...environment, engine: 'webgpu' })
    await settle()
    expect(store.getState()).toMatchObject({ status: 'ready', engine: cpu, engineChoice: 'auto', notices: [{ error: noGpu }] })
  })

  test('of the address that there is not is refused kindly', async () => {
    const { client, environment } = newPage()
    const store = createAppStore(client, null, { ...environment, unknownEngine: 'quantum' })
    await settle()
    expect(store.getState()).toMatchObject({ status: 'ready', engineChoice: 'auto' })
    expect(store.getState().notices).toMatchObject([{ level: 'info', error: { code: 'engine-unknown' } }])
    expect(store.getState().notices[0]!.error.detail).toEqual({ asked: 'quantum' })
  })

  test('follows a measurement, which the next visit knows of', async () => {
    const { client, environment } = newPage()
    const kept = new Map<string, string>()
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
    const store = createAppStore(client, storage, environment)
    await settle()
    client.answers.measureEngines = () => ({ speeds, engines: figures })
    client.answers.useEngine = () => ({ engine: cpu, reason: { kind: 'emulated', adapter: 'SwiftShader', speeds } })
    const measured = store.getState().actions.measureEngines()
    expect(store.getState().engineWork).toBe('measuring')
    await measured
    expect(store.getState()).toMatchObject({ engine: cpu, engineSpeeds: speeds, engineFigures: figures, engineWork: null })
    expect(client.asked.at(-1)).toEqual({ type: 'useEngine', params: { engine: 'auto', speeds, format: 'float32' } })
    createAppStore(client, storage, environment)
    await settle()
    expect(client.asked.findLast(({ type }) => type === 'start')).toMatchObject({ params: { speeds } })
  })
})
