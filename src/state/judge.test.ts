import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClient } from './fake-client.fixture'
import { Judge } from './judge'
import { freshJudge, noJudgement, type JudgeState } from './judge-state'
import { model } from './store.fixture'

const TOTAL = 2500

let state: JudgeState
let client: FakeClient
let judge: Judge
/** Hears of every block that is asked for. */
let onBlock: (from: number) => void

beforeEach(() => {
  state = freshJudge
  onBlock = () => {}
  client = new FakeClient({
    judge: ({ part, from, count }) => {
      onBlock(from)
      const next = Math.min(TOTAL, from + count)
      const labels = Uint8Array.from({ length: next - from }, (_, place) => (from + place) % 10)
      const probabilities = new Float32Array(10 * labels.length)
      labels.forEach((label, place) => (probabilities[10 * place + label] = (from + place) / TOTAL))
      return { set: part, total: TOTAL, next, labels, probabilities }
    },
  })
  judge = new Judge({ client, get: () => state, set: (change) => (state = { ...state, ...change }), prepareData: async () => {} })
})

const answered = () => state.judgement.answers.labels.length
const expectWhole = () => {
  const { classes, labels, probabilities } = state.judgement.answers
  expect([classes, labels.length, probabilities.length]).toEqual([10, TOTAL, 10 * TOTAL])
  expect(labels[2345]).toBe(5)
  expect(probabilities[23450 + 5]).toBeCloseTo(2345 / TOTAL)
}

describe('a judgement', () => {
  it('puts blocks together', async () => {
    await judge.judge(model)
    expect(state.judgement).toMatchObject({ state: 'judged', isStale: false, model: 'row-lstm', set: 'test', total: TOTAL })
    expectWhole()
    expect(client.count('judge')).toBe(3)
  })

  it('stops between blocks, and goes on where it ended', async () => {
    onBlock = (from) => from === 1000 && judge.stop()
    await judge.judge(model)
    expect([state.judgement.state, answered()]).toEqual(['judged', 1000])
    onBlock = () => {}
    await judge.judge(model)
    expectWhole()
    expect(client.asked.map(({ params }) => params)).toMatchObject([{ from: 0 }, { from: 1000 }, { from: 1000 }, { from: 2000 }])
  })

  it('of other pictures begins anew, and of all again', async () => {
    await judge.judge(model)
    state = { ...state, part: 'train', view: { ...state.view, by: 'rate', cell: { label: 1, answer: 2 } } }
    await judge.judge(model)
    expect(state.judgement).toMatchObject({ set: 'train', part: 'train' })
    expect(state.view).toEqual({ by: 'rate', cell: null, chosen: null })
    expectWhole()
    await judge.judge(model)
    expectWhole()
    expect(client.count('judge')).toBe(9)
  })

  it('grows stale with the weights, and is over where it goes on', async () => {
    await judge.judge(model)
    judge.noteModel({ ...model, testAccuracy: 0.9 })
    expect(state.judgement.isStale).toBe(false)
    judge.noteModel({ ...model, epochs: 4 })
    expect(state.judgement).toMatchObject({ state: 'judged', isStale: true })
    expectWhole()
    onBlock = (from) => from === 1000 && judge.noteWeights()
    await judge.judge({ ...model, epochs: 4 })
    expect(state.judgement).toMatchObject({ state: 'judged', isStale: true })
    expect(answered()).toBe(1000)
  })

  it('is gone with the data, but one that fetches data goes on', async () => {
    const judging = judge.judge(model)
    judge.noteData()
    await judging
    expectWhole()
    judge.noteData()
    expect(state.judgement).toBe(noJudgement)
  })

  it('is over when other data come before its first answers do', async () => {
    onBlock = () => {
      onBlock = () => {}
      judge.noteData()
    }
    await judge.judge(model)
    expect([state.judgement, client.count('judge')]).toEqual([noJudgement, 1])
  })

  it('that fails keeps what was answered', async () => {
    onBlock = (from) => {
      if (from === 1000) throw new Error('the engine is lost')
    }
    await expect(judge.judge(model)).rejects.toThrow('lost')
    expect([state.judgement.state, answered()]).toEqual(['judged', 1000])
  })
})
