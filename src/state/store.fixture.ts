import { vi } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import { DIGITS, pixelCount } from '../core/task'
import { MemoryStore } from '../data/memory-store.fixture'
import type { EngineInfo, Trace } from '../nn/engine'
import { presets } from '../nn/spec/presets'
import type { DataInfo, ModelInfo } from '../worker/protocol'
import type { Store } from './app-state'
import type { PageEnvironment } from './environment'
import { FakeClient } from './fake-client.fixture'
import { fakeStorage } from './storage/browser-storage.fixture'
import { createAppStore } from './store'
import { VisitStorage } from './visit/visit-storage'

/** The page's store on a worker of the test's own, with a clock that the test moves (`vi.useFakeTimers`). */

export const engine: EngineInfo = { kind: 'webgpu', adapter: 'test', isSoftware: false, features: [] }

/** As the page comes with it. */
export const model: ModelInfo = {
  spec: presets['row-lstm'].spec,
  name: 'row-lstm',
  parameterCount: 81_674,
  epochs: 11,
  seed: 1,
  trainedOn: ['MNIST, training'],
  testAccuracy: 0.9932,
  testedOn: 'MNIST, test',
}

export const mnist: DataInfo = { kind: 'mnist', task: DIGITS, origin: 'page', trainCount: 60_000, testCount: 10_000 }

export function traceOf(image: Float32Array): Trace {
  const empty = { shape: [0], data: new Float32Array(0) }
  return { input: { shape: [28, 28], data: image }, signals: [], belief: empty, probabilities: new Float32Array(10) }
}

export function drawingOf(ink: number): Store['drawing'] {
  return { picture: new Float32Array(pixelCount(DIGITS.input)).fill(ink), label: null, isEmpty: ink === 0 }
}

/** Waits until everything is done that waits for no time to pass. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

export interface OpenStore {
  readonly store: StoreApi<Store>
  readonly actions: Store['actions']
  readonly state: () => Store
}

export interface TestPage {
  readonly client: FakeClient
  readonly environment: PageEnvironment
  /** A store that has started on both. */
  readonly readyStore: () => Promise<OpenStore>
}

/** A page whose worker answers like one that is well, and that remembers what it was asked. */
export function newPage(): TestPage {
  const client = new FakeClient({
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
  const environment: PageEnvironment = {
    engine: 'auto',
    storedFormat: 'float32',
    unknownEngine: null,
    embed: null,
    rememberEngine: vi.fn(),
    rememberFormat: vi.fn(),
    modelUrl: 'models/row-lstm.safetensors',
    trainedModels: {
      'row-lstm': { url: 'models/row-lstm.safetensors', bytes: 4 },
      'row-rnn': { url: 'models/row-rnn.safetensors', bytes: 1 },
    },
    writer: { url: 'writers/writer.safetensors', bytes: 3 },
    rows: { url: 'writers/rows.safetensors', bytes: 3 },
    fetchModel: vi.fn(async () => Uint8Array.of(7)),
    dataBaseUrl: './',
    languages: ['en'],
    openTabChannel: () => null,
    openRunStore: () => Promise.reject(new ReferenceError('indexedDB is not defined')),
    openShelfStore: () => Promise.reject(new ReferenceError('indexedDB is not defined')),
    openHandStore: () => Promise.reject(new ReferenceError('indexedDB is not defined')),
    storage: fakeStorage,
    mayHaveLeft: async () => true,
    openVisit: async () => ({ storage: new VisitStorage(async () => new MemoryStore()), slot: 'test', left: null, hasOthers: false }),
    guardLeaving: () => {},
    download: vi.fn(),
  }
  const readyStore = async (): Promise<OpenStore> => {
    const store = createAppStore(client, null, environment)
    await settle()
    return { store, actions: store.getState().actions, state: () => store.getState() }
  }
  return { client, environment, readyStore }
}

/** A page whose model has read a drawing. */
export async function pageThatHasRead(ink: number): Promise<TestPage & OpenStore> {
  const page = newPage()
  const opened = await page.readyStore()
  opened.actions.setDrawing(drawingOf(ink))
  await settle()
  return { ...page, ...opened }
}
