import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WorkerEvent } from '../../worker/protocol'
import { drawingOf, engine, newPage, settle, traceOf, type OpenStore, type TestPage } from '../store.fixture'

let page: TestPage
let opened: OpenStore

beforeEach(async () => {
  vi.useFakeTimers()
  page = newPage()
  Object.assign(page.client.answers, {
    startRace: () => ({ totalSteps: 4, stepsPerEpoch: 2 }),
    pauseRace: () => null,
    resumeRace: () => null,
    stopRace: () => null,
    readRace: ({ image }: { image: Float32Array }) => ({ traces: [traceOf(image), traceOf(image)] }),
    saveFromRace: () => ({ bytes: Uint8Array.of(5) }),
  })
  opened = await page.readyStore()
})

afterEach(() => {
  vi.useRealTimers()
})

const race = () => opened.state().race
const asked = (type: string) => page.client.asked.filter((request) => request.type === type)
const going = (...ends: Extract<WorkerEvent, { type: 'raceState' }>['ends']): WorkerEvent => ({ type: 'raceState', state: 'running', ends })
const step = (lane: number, firstStep: number, loss: number): Extract<WorkerEvent, { type: 'raceSteps' }>['lanes'][number] => ({
  lane,
  firstStep,
  losses: Float32Array.of(loss),
  correct: Uint32Array.of(3),
  examples: Uint32Array.of(6),
  seconds: firstStep + lane + 1,
})
const epoch = {
  epoch: 0,
  trainLoss: 1,
  trainAccuracy: 0.5,
  testLoss: 1.5,
  testAccuracy: 0.75,
  evaluatedOn: 'MNIST, test',
  evaluatedCount: 8,
}
const figures = { ...epoch, trainingSeconds: 3 }

async function started(): Promise<void> {
  const starting = opened.actions.startRace()
  await vi.dynamicImportSettled()
  await vi.advanceTimersByTimeAsync(20)
  page.client.tell(going(null, null))
  await starting
}

describe('a race', () => {
  test('is followed step by step, and its networks are runs in the list', async () => {
    await started()
    expect(race()).toMatchObject({ state: 'running', totalSteps: 4, stepsPerEpoch: 2 })
    expect(race().lanes.map(({ name }) => name)).toEqual(['lstm 1', 'rnn 1'])
    await vi.advanceTimersByTimeAsync(1000)
    page.client.tell({ type: 'raceSteps', lanes: [step(0, 0, 2), step(1, 0, 1)] })
    expect(race().lanes.map(({ step: done, loss, accuracy, seconds }) => [done, loss, accuracy, seconds])).toEqual([
      [1, 2, 0.5, 1],
      [1, 1, 0.5, 2],
    ])
    page.client.tell({ type: 'raceEpoch', lane: 1, figures })
    const end = { state: 'finished', error: null } as const
    page.client.tell({ type: 'raceState', state: 'over', ends: [end, end] })
    expect(race().state).toBe('over')
    const { runs } = opened.state()
    expect(runs.runs.map(({ name, outcome, engine: on }) => [name, outcome, on.kind])).toEqual([
      ['lstm 1', 'finished', engine.kind],
      ['rnn 1', 'finished', engine.kind],
    ])
    expect(runs.runs[1]!.epochs).toEqual([epoch])
    expect(runs.chosen).toEqual(runs.runs.map(({ id }) => id))
  })

  test('asks for data where there are none, and is told where it cannot begin', async () => {
    page.client.answers.startRace = () => Promise.reject(new Error('no memory'))
    await opened.actions.startRace()
    expect(asked('loadData')).toHaveLength(1)
    expect(race()).toMatchObject({ state: 'none', lanes: [] })
    expect(opened.state().notices).toHaveLength(1)
  })

  test('that is stopped before it has begun does not begin', async () => {
    let loaded = (): void => {}
    const answer = page.client.answers.loadData!
    page.client.answers.loadData = (params) => new Promise((resolve) => (loaded = () => resolve(answer(params))))
    const starting = opened.actions.startRace()
    await vi.dynamicImportSettled()
    await vi.advanceTimersByTimeAsync(20)
    expect(race().state).toBe('starting')
    await opened.actions.stopRace()
    loaded()
    await starting
    expect(race().state).toBe('none')
    expect(asked('startRace')).toHaveLength(0)
  })

  test('ends with its worker; its runs stay', async () => {
    await started()
    page.client.crash()
    expect(race()).toMatchObject({ state: 'over', readings: null })
    expect(opened.state().runs.runs.map(({ outcome }) => outcome)).toEqual(['failed', 'failed'])
  })

  test('gives a network to the page as a file', async () => {
    await started()
    await opened.actions.takeFromRace(1)
    expect(asked('saveFromRace')).toMatchObject([{ params: { lane: 1 } }])
    expect(asked('loadModel').at(-1)).toMatchObject({ params: { name: 'rnn 1', bytes: Uint8Array.of(5) } })
  })
})

describe('the networks', () => {
  test('read the pad while somebody looks, and only once the pen rests', async () => {
    await started()
    opened.actions.setDrawing(drawingOf(0.5))
    await vi.advanceTimersByTimeAsync(500)
    expect(asked('readRace')).toHaveLength(0)
    opened.actions.setTab('compare')
    await vi.advanceTimersByTimeAsync(500)
    expect(asked('readRace')).toHaveLength(1)
    expect(race().readings?.traces).toHaveLength(2)
    expect(race().readings?.picture).toBe(opened.state().drawing.picture)
    opened.actions.setDrawing(drawingOf(0.7))
    await settle()
    expect(asked('readRace')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(asked('readRace')).toHaveLength(2)
  })
})
