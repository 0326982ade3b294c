import { beforeEach, describe, expect, it } from 'vitest'
import type { Mistake } from '../worker/protocol'
import type { HardOnes } from './app-state'
import { FakeClient } from './fake-client.fixture'
import { HardOnesFinder, noHardOnes } from './hard-ones'
import { model } from './store.fixture'

const mistake = (index: number): Mistake => ({ index, image: new Float32Array(784), label: 1, answer: 7, probability: 0.9 })

let state: HardOnes
let client: FakeClient
let finder: HardOnesFinder
let prepared: number
/** Every how many-th example is answered wrongly. */
let every: number

beforeEach(() => {
  state = noHardOnes
  every = 10
  prepared = 0
  client = new FakeClient({
    findMistakes: ({ from, count }) => {
      const next = Math.min(1000, from + count)
      const indices = Array.from({ length: next - from }, (_, example) => from + example)
      return { set: 'Test', total: 1000, next, mistakes: indices.filter((index) => index % every === 0).map(mistake) }
    },
  })
  finder = new HardOnesFinder({
    client,
    get: () => state,
    set: (next) => (state = next),
    prepareData: async () => void prepared++,
  })
})

describe('hard ones', () => {
  it('are looked for until the shelf is full, and on from there', async () => {
    await finder.look(model)
    expect(prepared).toBe(1)
    expect(state).toMatchObject({ state: 'found', isStale: false, set: 'Test', total: 1000 })
    const first = state.mistakes.length
    expect(first).toBeGreaterThanOrEqual(30)
    expect(state.examined).toBeLessThan(1000)
    const { examined } = state
    await finder.look(model)
    expect(state.mistakes.length).toBeGreaterThanOrEqual(first + 30)
    expect(client.asked.filter(({ params }) => JSON.stringify(params).includes(`"from":${examined},`))).toHaveLength(1)
  })

  it('end with the test set', async () => {
    every = 500
    await finder.look(model)
    expect(state).toMatchObject({ state: 'found', examined: 1000 })
    expect(state.mistakes.map(({ index }) => index)).toEqual([0, 500])
  })

  it('stay where an evaluation or another model of the same weights is told of, and grow stale with other weights', async () => {
    await finder.look(model)
    finder.noteModel({ ...model, testAccuracy: 0.98 })
    expect(state.isStale).toBe(false)
    finder.noteModel({ ...model, epochs: 4 })
    expect(state).toMatchObject({ state: 'found', isStale: true })
    expect(state.mistakes.length).toBeGreaterThan(0)
    every = 500
    await finder.look({ ...model, epochs: 4 })
    expect(state).toMatchObject({ isStale: false, examined: 1000 })
    expect(state.mistakes).toHaveLength(2)
  })

  it('a look ends when the weights move', async () => {
    const look = finder.look(model)
    finder.noteWeights()
    await look
    expect(state).toMatchObject({ state: 'found', isStale: true })
    expect(client.count('findMistakes')).toBe(0)
  })

  it('are gone with the model or the data, but a look that fetches data goes on', async () => {
    const look = finder.look(model)
    finder.noteData()
    await look
    expect(state.state).toBe('found')
    finder.noteData()
    expect(state).toEqual(noHardOnes)
    await finder.look(model)
    finder.clear()
    expect(state).toEqual(noHardOnes)
  })

  it('a look is over when other data come before it has found anything', async () => {
    const answer = client.answers.findMistakes!
    client.answers.findMistakes = (params) => {
      finder.noteData()
      return answer(params)
    }
    await finder.look(model)
    expect([state, client.count('findMistakes')]).toEqual([noHardOnes, 1])
  })

  it('a look that fails leaves no search behind', async () => {
    client = new FakeClient({})
    finder = new HardOnesFinder({ client, get: () => state, set: (next) => (state = next), prepareData: async () => {} })
    await expect(finder.look(model)).rejects.toThrow('no answer')
    expect(state).toEqual(noHardOnes)
  })
})
