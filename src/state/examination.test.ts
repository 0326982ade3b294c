import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Examination, isWhole } from './examination'
import { FakeClient } from './fake-client.fixture'
import { curveOf, freshJudge, type JudgeState } from './judge-state'
import { model, newPage } from './store.fixture'

/** Pictures that there are. */
const COUNT = 600

let judge: JudgeState
let client: FakeClient
let examination: Examination
let opened: (number | null)[]
let onBlock: (from: number) => void
let prepareData: () => Promise<void>
const fetchModel = vi.fn(async () => Uint8Array.of(7))

const choose = (change: Partial<JudgeState['examination']>) => (judge = { ...judge, examination: { ...judge.examination, ...change } })
const curve = (id: Parameters<typeof curveOf>[1]) => curveOf(judge.examination, id)

beforeEach(() => {
  judge = freshJudge
  opened = []
  let open = false
  onBlock = () => {}
  prepareData = async () => {}
  fetchModel.mockClear()
  client = new FakeClient({
    openExaminee: ({ bytes }) => {
      opened.push(bytes?.[0] ?? null)
      open = true
      return null
    },
    closeExaminee: () => {
      open = false
      return null
    },
    examine: ({ question, from, count }) => {
      onBlock(from)
      if (!open) return null
      const next = Math.min(COUNT, from + count)
      const asked = next - from
      return {
        set: 'Test',
        next,
        count: COUNT,
        hits: question.kind === 'steps' ? [1, asked] : [Math.round(asked * (1 - question.strength / 100))],
      }
    },
  })
  examination = new Examination({
    client,
    environment: { trainedModels: { keras: { url: 'keras', bytes: 1 } }, fetchModel },
    get: () => ({ model, judge }),
    set: (change) => void choose(change),
    prepareData: () => prepareData(),
  })
})

describe('an examination', () => {
  it('adds up blocks, of the page’s model and of one that is fetched', async () => {
    await examination.examine(['own', 'keras'])
    expect(opened).toEqual([null, 7])
    expect(curve('own')).toMatchObject({ name: 'row-lstm', set: 'Test', count: COUNT, hits: [3, COUNT] })
    expect(curve('keras')).toMatchObject({ name: 'keras', hits: [3, COUNT] })
    expect(judge.examination.progress).toBeNull()
    expect(client.asked.map(({ type }) => type).filter((type) => type !== 'examine')).toEqual(
      ['own', 'keras'].flatMap(() => ['openExaminee', 'closeExaminee']),
    )
  })

  it('asks no more than it does not know yet', async () => {
    await examination.examine(['own'])
    await examination.examine(['own', 'keras'])
    expect(opened).toEqual([null, 7])
  })

  it('asks those that it is given, whatever else is chosen', async () => {
    choose({ models: ['own', 'cnn', 'keras'] })
    await examination.examine(['keras'])
    expect(opened).toEqual([7])
  })

  it('grows strength by strength, and stops', async () => {
    choose({ question: 'rotate' })
    let blocks = 0
    onBlock = () => ++blocks === 8 && examination.stop()
    await examination.examine(['own'])
    expect(curve('own')).toMatchObject({ strengths: [0, 10], hits: [COUNT, 0.9 * COUNT] })
    expect(isWhole(curve('own'))).toBe(false)
    onBlock = () => {}
    await examination.examine(['own'])
    expect(curve('own')?.strengths).toEqual([0, 10, 20, 30, 40, 50, 60])
    expect(isWhole(curve('own'))).toBe(true)
  })

  it('forgets the page’s model with its weights, and all with the data', async () => {
    await examination.examine(['own', 'keras'])
    examination.noteModel({ ...model, testAccuracy: 0.5 })
    expect(curve('own')).not.toBeNull()
    examination.noteModel({ ...model, epochs: 9 })
    expect([curve('own'), curve('keras')?.name]).toEqual([null, 'keras'])
    examination.noteData()
    expect(judge.examination.curves).toEqual([])
  })

  it('that is measured again right after Stop has its model to itself', async () => {
    let again = Promise.resolve()
    onBlock = () => {
      onBlock = () => {}
      examination.stop()
      again = examination.examine(['keras'])
    }
    await examination.examine(['own'])
    await again
    expect([opened, curve('own'), curve('keras')?.hits]).toEqual([[null, 7], null, [3, COUNT]])
    expect(judge.examination.progress).toBeNull()
  })

  it('is over when other data come, also before its first curve is there', async () => {
    onBlock = (from) => from > 0 && examination.noteData()
    await examination.examine(['own'])
    expect([judge.examination.curves, judge.examination.progress]).toEqual([[], null])
    expect(client.count('examine')).toBe(2)
  })

  it('that waits for data goes on with them, and asks about them what was known of those before', async () => {
    await examination.examine(['own'])
    prepareData = async () => examination.noteData()
    await examination.examine(['own'])
    expect(opened).toEqual([null, null])
    expect(curve('own')?.hits).toEqual([3, COUNT])
  })

  it('tells of a model that cannot be fetched', async () => {
    await expect(examination.examine(['cnn'])).rejects.toMatchObject({ code: 'model-file' })
    expect(judge.examination.progress).toBeNull()
  })
})

describe('the page', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('has the models measured, on data that come for it, and forgets its own with its weights', async () => {
    const page = newPage()
    Object.assign(page.client.answers, client.answers)
    const { actions, state } = await page.readyStore()
    await actions.examineModels(['own'])
    expect(page.client.count('loadData')).toBe(1)
    expect(state().judge.examination.curves).toMatchObject([{ id: 'own', hits: [3, COUNT] }])
    page.client.tell({ type: 'model', model: { ...model, epochs: 99 } })
    expect(state().judge.examination.curves).toEqual([])
  })
})
