import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newPage, settle } from '../store.fixture'
import { nextMoment } from './next-moment'
import { probeOf } from './probe.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function withRun(moments = [0, 1, 2, 5, 9]) {
  const page = newPage()
  const { actions, state } = await page.readyStore()
  const { client } = page
  client.answers.probe = ({ step }) => probeOf(step)
  const keep = (steps: readonly number[]) => client.tell({ type: 'moments', steps, at: null })
  const be = (run: 'running' | 'paused' | 'finished') => client.tell({ type: 'trainingState', state: run })
  keep(moments)
  actions.setTab('train')
  const asked = () => client.asked.flatMap(({ type, params }) => (type === 'probe' ? [(params as { step: number }).step] : []))
  const known = () => state().watch.probes.map(({ step }) => step)
  return { client, actions, state, keep, be, asked, known }
}

describe('watching a run', () => {
  test('asks nothing before somebody watches, and nothing in another view', async () => {
    const { actions, asked, known } = await withRun()
    await settle()
    expect(asked()).toEqual([])
    actions.setTab('gates')
    actions.setWatch(true)
    await settle()
    expect(asked()).toEqual([])
    actions.setTab('train')
    await settle()
    expect(asked()).toEqual([0, 9, 2, 1, 5])
    expect(known()).toEqual([0, 1, 2, 5, 9])
  })

  test('of a run that goes on leaves it nineteen parts of twenty of the time, and its newest moment for later', async () => {
    const { actions, be, asked, client } = await withRun([0, 1, 2, 5, 9])
    be('running')
    actions.setWatch(true)
    await settle()
    expect(asked()).toEqual([0])
    await vi.advanceTimersByTimeAsync(189)
    expect(asked()).toEqual([0])
    await vi.advanceTimersByTimeAsync(1)
    expect(asked()).toEqual([0, 5])
    be('finished')
    await settle()
    expect(asked()).toEqual([0, 5, 9, 1, 2])
    expect(client.count('probe')).toBe(5)
  })

  test('ends with closing, and goes on from what is known', async () => {
    const { actions, be, asked } = await withRun()
    be('running')
    actions.setWatch(true)
    await settle()
    actions.setWatch(false)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked()).toEqual([0])
    be('paused')
    actions.setWatch(true)
    await settle()
    expect(asked()).toEqual([0, 9, 2, 1, 5])
  })

  test('lets go of what is of moments no more, and of everything with another run', async () => {
    const { actions, keep, known } = await withRun()
    actions.setWatch(true)
    await settle()
    keep([0, 2, 5, 9, 11])
    await settle()
    expect(known()).toEqual([0, 2, 5, 9, 11])
    keep([0, 2])
    expect(known()).toEqual([0, 2])
    keep([0])
    expect(known()).toEqual([])
    await settle()
    expect(known()).toEqual([0])
  })

  test('takes no answer that is of the run before', async () => {
    const { client, actions, keep, known } = await withRun([0, 1, 2])
    let answer: (probe: ReturnType<typeof probeOf>) => void = () => {}
    client.answers.probe = () => new Promise((resolve) => (answer = resolve))
    actions.setWatch(true)
    await settle()
    keep([0])
    keep([0, 1, 2])
    client.answers.probe = ({ step }) => probeOf(step, 0.5)
    answer(probeOf(0, 7))
    await settle()
    expect(known()).toEqual([0, 1, 2])
    expect(client.count('probe')).toBe(4)
  })

  test('looks once more into a moment whose next step has come', async () => {
    const { client, actions, state, keep, asked } = await withRun([0, 1])
    actions.setWatch(true)
    await settle()
    expect(asked()).toEqual([0, 1])
    client.answers.probe = ({ step }) => probeOf(step, 0.1)
    keep([0, 1, 2])
    await settle()
    expect(asked()).toEqual([0, 1, 2, 1])
    expect(state().watch.probes[1]).toEqual(probeOf(1, 0.1))
  })

  test('waits for news where a moment is gone, and says why it cannot go on', async () => {
    const { client, actions, state } = await withRun()
    client.answers.probe = () => null
    actions.setWatch(true)
    await settle()
    expect(client.count('probe')).toBe(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(client.count('probe')).toBe(2)
    delete client.answers.probe
    await vi.advanceTimersByTimeAsync(5000)
    expect(client.count('probe')).toBe(3)
    expect(state().watch.error).toMatchObject({ code: 'internal' })
    client.answers.probe = ({ step }) => probeOf(step)
    actions.setWatch(true)
    expect(state().watch.error).toBeNull()
  })
})

test('moments are looked into all over the run, each once', () => {
  const rising = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 128 }).map((steps) => steps.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(rising, (moments) => {
      const known = new Set<number>()
      for (let step = nextMoment(moments, known); step !== null; step = nextMoment(moments, known)) {
        expect(known.has(step)).toBe(false)
        known.add(step)
        const places = [...known].map((one) => moments.indexOf(one)).toSorted((a, b) => a - b)
        const gaps = places.slice(1).map((place, before) => place - places[before]!)
        // No gap is more than twice as wide as another that was halved.
        if (known.size > 2) expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps) + 1)
      }
      expect(known.size).toBe(moments.length)
    }),
  )
})
