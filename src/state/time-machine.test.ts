import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MOMENT_MS } from './time-machine'
import { newPage } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function withRun(steps = [0, 1, 2, 5]) {
  const page = newPage()
  const { actions, state } = await page.readyStore()
  page.client.tell({ type: 'moments', steps, at: null })
  const looks = () =>
    page.client.asked.flatMap(({ type, params }) => (type === 'lookBack' ? [(params as { step: number | null }).step] : []))
  return { ...page, actions, state, looks }
}

describe('looking back', () => {
  test('shows the moment that the worker has, and the pad is read again', async () => {
    const { client, actions, state, looks } = await withRun()
    client.answers.lookBack = () => ({ step: 2 })
    await actions.lookBack(3)
    expect(looks()).toEqual([3])
    expect(state().past).toEqual({ moments: [0, 1, 2, 5], at: 2, playing: false })
  })

  test('ends where the worker says so', async () => {
    const { client, actions, state } = await withRun()
    client.answers.lookBack = () => ({ step: 2 })
    await actions.lookBack(2)
    client.tell({ type: 'moments', steps: [], at: null })
    expect(state().past).toEqual({ moments: [], at: null, playing: false })
  })

  test('moments that come meanwhile do not end it', async () => {
    const { client, actions, state } = await withRun()
    client.answers.lookBack = () => ({ step: 2 })
    await actions.lookBack(2)
    client.tell({ type: 'moments', steps: [0, 1, 2, 5, 9], at: 2 })
    expect(state().past).toMatchObject({ moments: [0, 1, 2, 5, 9], at: 2 })
  })
})

describe('the film of a run', () => {
  test('begins at the beginning, goes through every moment, and rests at the end', async () => {
    const { client, actions, state, looks } = await withRun()
    client.answers.lookBack = ({ step }) => ({ step })
    actions.togglePast()
    await vi.advanceTimersByTimeAsync(MOMENT_MS * 5)
    expect(looks()).toEqual([0, 1, 2, 5])
    expect(state().past).toMatchObject({ at: 5, playing: false })
    actions.togglePast()
    await vi.advanceTimersByTimeAsync(0)
    expect(looks().at(-1)).toBe(0)
  })

  test('goes on from the moment that is shown, and stops when it is asked to, or when somebody looks elsewhere', async () => {
    const { client, actions, state, looks } = await withRun()
    client.answers.lookBack = ({ step }) => ({ step })
    await actions.lookBack(1)
    actions.togglePast()
    await vi.advanceTimersByTimeAsync(MOMENT_MS)
    actions.togglePast()
    await vi.advanceTimersByTimeAsync(MOMENT_MS * 5)
    expect(looks()).toEqual([1, 1, 2])
    actions.togglePast()
    await actions.lookBack(null)
    await vi.advanceTimersByTimeAsync(MOMENT_MS * 5)
    expect(state().past).toMatchObject({ at: null, playing: false })
  })
})

describe('going on from a moment', () => {
  test('stops the run, takes the model of then, and begins a run with it', async () => {
    const { client, actions, state } = await withRun()
    await actions.startTraining()
    client.tell({ type: 'trainingState', state: 'running' })
    client.answers.lookBack = () => ({ step: 2 })
    client.answers.goBack = () => ({ bytes: new Uint8Array(4) })
    await actions.lookBack(2)
    client.answers.stop = () => {
      client.tell({ type: 'trainingState', state: 'stopped' })
      return null
    }
    await actions.goOnFromPast()
    expect(client.asked.slice(-3).map(({ type }) => type)).toEqual(['stop', 'goBack', 'train'])
    expect(client.asked.at(-1)?.params).toMatchObject({ start: 'current' })
    expect(state().training.start, 'the panel is set as it was').toBe('fresh')
  })
})
