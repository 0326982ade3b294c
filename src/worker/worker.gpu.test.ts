import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { IMAGE_PIXELS } from '../testing/digits'
import { expectClose, tolerances } from '../testing/tolerance'
import { decodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { createWorkerClient, type WorkerClient } from './client'
import { resolveRunSettings } from '../nn/spec/training'
import type { WorkerEvent } from './protocol'
import { training } from './training.fixture'

/** The page's own worker, in a browser, on either engine: what `host.test.ts` shows without a thread in between. */

const picture = new Float32Array(IMAGE_PIXELS).fill(0.5)
const settings = resolveRunSettings({ epochs: 2, batchSize: 32, seed: 1, schedule: { learningRate: 1e-3 } })

let client: WorkerClient
let events: WorkerEvent[]

beforeEach(() => {
  client = createWorkerClient()
  events = []
  client.subscribe((event) => events.push(event))
})

afterEach(() => client.terminate())

/** Resolves when the training has finished. */
const finished = (): Promise<void> => told((event) => event.type === 'trainingState' && event.state === 'finished')

/** Resolves when this was told, throws when something fails instead. */
async function told(what: (event: WorkerEvent) => boolean): Promise<void> {
  while (!events.some(what)) {
    const failure = events.find((event) => event.type === 'error' || event.type === 'crashed')
    if (failure !== undefined) throw new Error(failure.error.message)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe.each(['webgpu', 'cpu'] as const)('%s', (engine) => {
  beforeEach(async () => {
    // On any machine: only the same number of threads gives the same bits.
    await client.request('start', { engine, modelUrl: null, dataBaseUrl: location.href, threads: 2 })
  })

  test('trains, answers meanwhile, pauses without losing a step, and finishes', async () => {
    await client.request('loadData', { kind: 'built-in', limit: 96 })
    expect(await client.request('train', training(settings, { startPaused: true }))).toEqual({ totalSteps: 6, stepsPerEpoch: 3 })
    await client.request('step', null)
    const [first, second] = await Promise.all([client.request('read', { image: picture }), client.request('step', null)])
    expect(first?.belief.shape).toEqual([28, 10])
    expect(second).toBeNull()
    await client.request('resume', null)
    await finished()
    const steps = events.flatMap((event) =>
      event.type === 'steps' ? Array.from(event.report.losses, (_, at) => event.report.firstStep + at) : [],
    )
    expect(steps).toEqual([0, 1, 2, 3, 4, 5])
    expect(events.filter(({ type }) => type === 'epoch')).toHaveLength(2)
    expect(events.filter(({ type }) => type === 'error')).toEqual([])
  })

  test('goes on from a checkpoint with the same bits', async () => {
    await client.request('loadData', { kind: 'built-in', limit: 96 })
    await client.request('train', training(settings))
    await finished()
    const whole = await client.request('saveModel', null)
    const checkpoint = events.find((event) => event.type === 'checkpoint')
    expect(checkpoint?.epoch).toBe(0)
    await client.request('loadModel', { bytes: checkpoint!.bytes, name: 'cut off' })
    events.length = 0
    await client.request('train', training(settings, { start: 'resume' }))
    await finished()
    expect(await client.request('saveModel', null)).toEqual(whole)
  })

  test('an earlier step has the weights that the run had, to the bit, and answers as it did', async () => {
    await client.request('loadData', { kind: 'built-in', limit: 96 })
    await client.request('train', training(settings, { startPaused: true }))
    const seen: { readonly parameters: Checkpoint['parameters']; readonly probabilities: Float32Array }[] = []
    for (let step = 0; step <= 3; step++) {
      if (step > 0) await client.request('step', null)
      const { bytes } = await client.request('saveModel', null)
      const trace = await client.request('read', { image: picture })
      seen.push({ parameters: decodeCheckpoint(bytes).parameters, probabilities: trace!.probabilities })
    }
    // The worker keeps a moment once its weights have come back.
    await told((event) => event.type === 'moments' && event.steps.includes(3))
    for (const [step, then] of seen.entries()) {
      expect(await client.request('lookBack', { step })).toEqual({ step })
      const trace = await client.request('read', { image: picture })
      // It answers on the CPU, where the bits are those of a run there.
      if (engine === 'cpu') expect(trace!.probabilities).toEqual(then.probabilities)
      else expectClose(trace!.probabilities, then.probabilities, tolerances.float32Model, `step ${step}`)
    }
    await client.request('stop', null)
    const { bytes } = await client.request('goBack', { step: 2 })
    expect(decodeCheckpoint(bytes).parameters).toEqual(seen[2]!.parameters)
    expect(decodeCheckpoint(bytes).parameters).not.toEqual(seen[3]!.parameters)
  })
})

test('profiles a step without data, then one of the run that goes on, which comes to the same end', async () => {
  await client.request('start', { engine: 'webgpu', modelUrl: null, dataBaseUrl: location.href })
  const before = await client.request('saveModel', null)
  const idle = await client.request('profile', { settings: { ...settings, batchSize: 16 } })
  expect(idle.batch).toBe(16)
  expect(idle.kernels.some(({ kernel }) => kernel.startsWith('lstm/forward_step'))).toBe(true)
  expect(await client.request('saveModel', null)).toEqual(before)

  await client.request('loadData', { kind: 'built-in', limit: 96 })
  await client.request('train', training(settings, { startPaused: true }))
  await client.request('step', null)
  expect((await client.request('profile', { settings: { ...settings, batchSize: 16 } })).batch).toBe(32)
  await client.request('resume', null)
  await finished()
  expect(events.filter(({ type }) => type === 'error')).toEqual([])
})

test('ended and asked again, a new worker starts', async () => {
  const pending = client.request('saveModel', null).catch((error: unknown) => error)
  client.terminate()
  expect(await pending).toMatchObject({ code: 'terminated' })
  const { model } = await client.request('start', { engine: 'cpu', modelUrl: null, dataBaseUrl: location.href })
  expect(model.name).toBe('row-lstm')
  expect((await client.request('read', { image: picture }))?.probabilities).toHaveLength(10)
})
