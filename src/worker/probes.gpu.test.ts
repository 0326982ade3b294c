import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resolveRunSettings } from '../nn/spec/training'
import { createWorkerClient, type WorkerClient } from './client'
import type { WorkerEvent } from './protocol'
import { training } from './training.fixture'

/** Looking into a run of the page's own worker, in a browser, on either engine. */

const settings = resolveRunSettings({ epochs: 20, batchSize: 32, seed: 1, schedule: { learningRate: 1e-3 } })

let client: WorkerClient
let events: WorkerEvent[]

beforeEach(() => {
  client = createWorkerClient()
  events = []
  client.subscribe((event) => events.push(event))
})

afterEach(() => client.terminate())

function isOver(): boolean {
  const failure = events.find((event) => event.type === 'error' || event.type === 'crashed')
  if (failure !== undefined) throw new Error(failure.error.message)
  return events.some((event) => event.type === 'trainingState' && event.state === 'finished')
}

const moments = (): readonly number[] => events.findLast((event) => event.type === 'moments')?.steps ?? []

/** A whole run, meanwhile with this. @returns the model that it ends with */
async function run(meanwhile: () => Promise<unknown>): Promise<Uint8Array> {
  events.length = 0
  await client.request('train', training(settings))
  while (!isOver()) {
    await meanwhile()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return (await client.request('saveModel', null)).bytes
}

describe.each(['webgpu', 'cpu'] as const)('%s', (engine) => {
  test('a run that is looked into comes to the same bits as one that is left alone', async () => {
    await client.request('start', { engine, modelUrl: null, dataBaseUrl: location.href, threads: 2 })
    await client.request('loadData', { kind: 'built-in', limit: 96 })
    const alone = await run(async () => {})
    const seen = new Set<number>()
    const watched = await run(async () => {
      const step = moments().find((one) => !seen.has(one))
      if (step === undefined) return
      seen.add(step)
      const probe = await client.request('probe', { step })
      expect(probe?.tensors.every(({ gradient }) => gradient > 0)).toBe(true)
    })
    expect(seen.size).toBeGreaterThan(1)
    expect(watched).toEqual(alone)
  })
})
