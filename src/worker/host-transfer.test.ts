import { beforeEach, describe, expect, test } from 'vitest'
import type { Engine, Trace } from '../nn/engine'
import { encodeCheckpoint } from '../train/checkpoint'
import { replacing } from '../train/tiny-task.fixture'
import { Machine } from './flaky-engine.fixture'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { traceBuffers } from './values/trace'

/** Every trace that an engine of the host made, and the bytes of its memory when it was made. */
let made: { readonly trace: Trace; readonly bytes: readonly number[] }[]
let host: TestHost

beforeEach(() => {
  made = []
  const { inspectEngine, createEngine } = new Machine()
  host = new TestHost({ inspectEngine, createEngine: async (kind) => watched(await createEngine(kind)) })
})

function watched(engine: Engine): Engine {
  const createModel: Engine['createModel'] = async (...args) => {
    const model = await engine.createModel(...args)
    const trace: typeof model.trace = async (...asked) => {
      const result = await model.trace(...asked)
      made.push({ trace: result, bytes: bytesOf(result) })
      return result
    }
    return replacing(model, { trace })
  }
  return {
    info: engine.info,
    lost: engine.lost,
    createModel,
    createWriter: (...args) => engine.createWriter(...args),
    createRows: (...args) => engine.createRows(...args),
    subscribe: (listener) => engine.subscribe(listener),
    dispose: () => engine.dispose(),
  }
}

const bytesOf = (trace: Trace): number[] => traceBuffers(trace).map(({ byteLength }) => byteLength)
const isDetached = (trace: Trace): boolean => bytesOf(trace).every((bytes) => bytes === 0)
const options = { clamps: [{ layer: 'lstm', signal: 'o', value: 0.5 }], gradients: { label: 2 } }

describe.each(['webgpu', 'cpu'] as const)('a reading by %s', (engine) => {
  test('leaves nothing in the worker, and the next one is as right', async () => {
    await host.start(engine)
    for (const asked of [{ image: picture }, { image: picture, options }]) {
      const first = await host.ask('read', asked)
      const sent = made.filter(({ trace }) => isDetached(trace))
      expect(sent.at(-1)?.bytes.every((bytes) => bytes > 0)).toBe(true)
      const again = await host.ask('read', asked)
      expect(again).toEqual(first)
      expect(made.filter(({ trace }) => isDetached(trace))).toHaveLength(sent.length + 1)
    }
  })

  test('that overtook others is sent once', async () => {
    await host.start(engine)
    const answers = await Promise.all([1, 2, 3].map(() => host.ask('read', { image: picture })))
    expect(answers[2]).toEqual(answers[0])
    expect(made.filter(({ trace }) => isDetached(trace))).toHaveLength(2)
  })
})

test('a reading beside the model leaves nothing in the worker either', async () => {
  await host.start()
  await host.ask('loadCompanion', { bytes: encodeCheckpoint(shippedModel) })
  const first = await host.ask('readCompanion', { image: picture, options })
  expect(isDetached(made.at(-1)!.trace)).toBe(true)
  expect(await host.ask('readCompanion', { image: picture, options })).toEqual(first)
})

test('comparing units reads without sending, and keeps what it found', async () => {
  await host.start('cpu')
  const order = await host.ask('unitOrder', { layer: 'lstm' })
  expect(made.some(({ trace }) => isDetached(trace))).toBe(false)
  expect(await host.ask('unitOrder', { layer: 'lstm' })).toEqual(order)
})
