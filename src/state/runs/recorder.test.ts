import { beforeEach, describe, expect, test, vi } from 'vitest'
import { MemoryStore } from '../../data/memory-store.fixture'
import { parseModelSpec } from '../../nn/spec/parse'
import type { WorkerEvent } from '../../worker/protocol'
import { newPage, type TestPage } from '../store.fixture'
import { epochOf } from './kept-run.fixture'
import './open-runs'

let storage: MemoryStore

beforeEach(() => {
  storage = new MemoryStore()
})

async function openPage(place = storage) {
  const page: TestPage = newPage()
  Object.assign(page.environment, { openRunStore: async () => place })
  vi.useFakeTimers()
  const opened = await page.readyStore()
  // Databases and chunks of code come in tasks of their own.
  vi.useRealTimers()
  return { ...page, ...opened }
}

type OpenPage = Awaited<ReturnType<typeof openPage>>

function steps(firstStep: number, losses: number[]): WorkerEvent {
  const ones = Uint32Array.from(losses, () => 1)
  return {
    type: 'steps',
    report: { firstStep, losses: Float32Array.from(losses), correct: ones, examples: ones },
    imagesPerSecond: 1,
    secondsLeft: 1,
  }
}

const now = (state: 'running' | 'paused' | 'finished' | 'stopped' | 'failed'): WorkerEvent => ({ type: 'trainingState', state })
const ended = (epoch: number, accuracy: number): WorkerEvent => ({ type: 'epoch', ...epochOf(epoch, accuracy), trainingSeconds: 1 })

function becomes(look: () => unknown): Promise<unknown> {
  return vi.waitFor(look, { timeout: 4000 })
}

async function begin({ client, actions }: OpenPage): Promise<void> {
  await actions.startTraining()
  client.tell(now('running'), steps(0, [2, 1]))
}

describe('a run', () => {
  test('is in the list as it goes on, and on the next visit', async () => {
    const page = await openPage()
    const { client, state } = page
    await begin(page)
    await becomes(() => expect(state().runs.runs).toHaveLength(1))
    expect(state().runs.runs[0]).toMatchObject({ name: 'row-lstm 1', outcome: 'running', steps: 2, model: 'row-lstm', group: null })
    client.tell(ended(0, 0.9), steps(2, [0.5]), ended(1, 0.95), now('finished'))
    const [run] = state().runs.runs
    expect(run).toMatchObject({ outcome: 'finished', steps: 3, stepsPerEpoch: 938, epochs: [epochOf(0, 0.9), epochOf(1, 0.95)] })
    expect(run?.curve.steps).toEqual(Uint32Array.of(1, 2, 3))
    expect(run?.seconds).toBeGreaterThan(0)
    await becomes(() => expect([...storage.content.values()]).toMatchObject([{ outcome: 'finished' }]))

    const next = await openPage()
    await next.actions.loadRuns()
    expect(next.state().runs.runs).toEqual([run && { ...run, spec: parseModelSpec(run.spec) }])
    expect(next.state().runs.chosen).toEqual([run?.id])
  })

  test('that is short is there although its keeper came after its end', async () => {
    const page = await openPage()
    await begin(page)
    page.client.tell(ended(0, 0.9), now('finished'))
    await becomes(() => expect(page.state().runs.runs).toMatchObject([{ outcome: 'finished', steps: 2 }]))
  })

  test('that was cut off goes on as the same one', async () => {
    const page = await openPage()
    const { client, state, actions } = page
    await begin(page)
    await becomes(() => expect(state().runs.runs).toHaveLength(1))
    client.tell({ type: 'checkpoint', epoch: null, step: 2, bytes: new Uint8Array(1) }, now('failed'))
    expect(state().runs.runs).toMatchObject([{ outcome: 'failed' }])
    await actions.startTraining()
    client.tell(now('running'), steps(2, [0.4]), now('stopped'))
    expect(state().runs.runs).toMatchObject([{ outcome: 'stopped', steps: 3 }])
    // The next is another.
    await actions.startTraining()
    client.tell(now('running'), steps(0, [2]))
    await becomes(() => expect(state().runs.runs.map(({ name }) => name)).toEqual(['row-lstm 1', 'row-lstm 2']))
    expect(state().runs.runs.map(({ colour }) => colour)).toEqual([0, 1])
  })

  test('keeps the settings that it began with, and how its rate was turned', async () => {
    const page = await openPage()
    const { client, state, actions } = page
    client.answers.setLearningRate = () => null
    await begin(page)
    await becomes(() => expect(state().runs.runs).toHaveLength(1))
    await actions.setLearningRate(0.5)
    client.tell({ type: 'turned', changes: [{ step: 2, learningRate: 0.5 }] })
    expect(state().runs.runs[0]?.settings.schedule).toMatchObject({ learningRate: 0.001, changes: [{ step: 2, learningRate: 0.5 }] })
  })

  test('that came to no step is none', async () => {
    const page = await openPage()
    await page.actions.startTraining()
    page.client.tell(now('running'), now('stopped'))
    await page.actions.loadRuns()
    expect(page.state().runs.runs).toEqual([])
  })

  test('is kept for this visit where nothing can be stored', async () => {
    const page = await openPage()
    storage.putAll = () => Promise.reject(new DOMException('', 'QuotaExceededError'))
    await begin(page)
    await becomes(() => expect(page.state().runs.problem).toMatchObject({ detail: { reason: { kind: 'full' } } }))
    expect(page.state().runs.runs).toHaveLength(1)
  })
})

describe('five seeds', () => {
  const seedsAsked = ({ client }: OpenPage) =>
    client.asked.flatMap(({ type, params }) => (type === 'train' ? (params as { settings: { seed: number } }).settings.seed : []))

  /** The worker runs what it was asked for. */
  async function runTo(page: OpenPage, outcome: 'finished' | 'stopped', runs: number): Promise<void> {
    await becomes(() => expect(seedsAsked(page)).toHaveLength(runs))
    page.client.tell(now('running'), steps(0, [2, 1]))
    await becomes(() => expect(page.state().runs.runs).toHaveLength(runs))
    page.client.tell(ended(0, 0.9 + runs / 100), now(outcome))
  }

  test('are run in turn, from fresh weights, as one group; then the panel is as it was', async () => {
    const page = await openPage()
    const { state, actions } = page
    actions.setTrainingStart('current')
    actions.setTrainingSettings({ seed: 7 })
    const { settings } = state().training
    const turn = actions.trainSeeds()
    for (let run = 1; run <= 5; run++) {
      if (run > 1) expect(state().runs.turn).toMatchObject({ seeds: [7, 8, 9, 10, 11] })
      await runTo(page, 'finished', run)
    }
    await turn
    expect(seedsAsked(page)).toEqual([7, 8, 9, 10, 11])
    expect(page.client.asked.find(({ type }) => type === 'train')?.params).toMatchObject({ start: 'fresh' })
    const { runs, turn: left, chosen } = state().runs
    expect(left).toBeNull()
    expect(runs.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5].map((place) => `row-lstm 1.${place}`))
    expect(new Set(runs.map(({ group }) => group?.id)).size).toBe(1)
    expect(chosen).toEqual([runs[0]?.group?.id])
    expect(state().training).toMatchObject({ settings, start: 'current', state: 'finished' })
  })

  test('end with Stop', async () => {
    const page = await openPage()
    const turn = page.actions.trainSeeds()
    await runTo(page, 'finished', 1)
    await runTo(page, 'stopped', 2)
    await turn
    expect(seedsAsked(page)).toEqual([1, 2])
    expect(page.state().runs.turn).toBeNull()
    expect(page.state().training.settings.seed).toBe(1)
  })
})
