import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest'
import type { Stroke } from '../../data/strokes'
import { eventually } from '../../testing/eventually'
import { mnist, model, newPage, type OpenStore, type TestPage } from '../store.fixture'

/** Teaching a hand, with a worker of the test's own. */

const line: readonly Stroke[] = [
  {
    points: [
      [0.5, 0.1],
      [0.5, 0.9],
    ],
    width: 0.07,
  },
]

let page: TestPage
let opened: OpenStore

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  page = newPage()
  const { answers } = page.client
  answers.loadData = ({ kind, also }) => ({
    data: { ...mnist, kind, ...(also && { also: also.map((other) => ({ kind: other.kind, origin: 'page', trainCount: 2000 })) }) },
    failures: [],
  })
  answers.evaluate = () => ({ set: 'MNIST, test', loss: 0.1, accuracy: 0.98, correct: 9800, total: 10_000 })
  answers.tuneWithout = ({ heldOut }) => ({ before: Uint8Array.from(heldOut, () => 1), after: Uint8Array.from(heldOut, () => 2) })
  answers.stopTuning = () => null
  opened = await page.readyStore()
  vi.useRealTimers()
  for (let place = 0; place < 12; place++) await opened.actions.keepDrawing(1 + (place % 2), line)
})

afterEach(() => vi.useRealTimers())

const tuning = () => opened.state().hand.tuning
const asked = (type: string) => page.client.asked.filter((each) => each.type === type)

describe('fine-tuning', () => {
  it('loads the mixture, measures on held-out drawings, and trains on all from the present weights', async () => {
    opened.actions.setTuningScope('output')
    const done = opened.actions.fineTune()
    await eventually(() => expect(tuning().stage).toBe('training'))
    expect(asked('loadData').at(-1)?.params).toMatchObject({ kind: 'mnist', train: 2000, also: [{ kind: 'hand' }], seed: 1 })
    expect(asked('tuneWithout')).toHaveLength(12)
    await eventually(() => expect(asked('train')).toHaveLength(1))
    expect(asked('train')[0]?.params).toMatchObject({ start: 'current', settings: { epochs: 3, frozen: ['lstm'] } })
    page.client.tell({ type: 'trainingState', state: 'running' })
    page.client.tell({
      type: 'epoch',
      epoch: 0,
      trainLoss: 0.1,
      trainAccuracy: 0.9,
      testLoss: 0.1,
      testAccuracy: 0.97,
      evaluatedOn: 'MNIST, test',
      evaluatedCount: 10_000,
      trainingSeconds: 1,
    })
    page.client.tell({ type: 'trainingState', state: 'finished' })
    await done
    expect(tuning()).toMatchObject({ stage: null, canGoBack: true, error: null })
    expect(tuning().result).toMatchObject({
      heldOut: { kind: 'leaveOneOut' },
      before: new Uint8Array(12).fill(1),
      after: new Uint8Array(12).fill(2),
      remembered: { accuracy: 0.98, total: 10_000 },
      rememberedAfter: { accuracy: 0.97, total: 10_000 },
    })
    await opened.actions.undoFineTune()
    expect([asked('loadModel').length, tuning().canGoBack]).toEqual([1, false])
  })

  it('ends between two trainings, and trains nothing', async () => {
    page.client.answers.tuneWithout = async ({ heldOut }) => {
      await opened.actions.stopFineTune()
      return { before: new Uint8Array(heldOut.length), after: new Uint8Array(heldOut.length) }
    }
    await opened.actions.fineTune()
    expect([tuning().stage, tuning().result, asked('train').length]).toEqual([null, null, 0])
  })

  it('tells what fails, and can be begun again', async () => {
    page.client.answers.tuneWithout = () => Promise.reject(new Error('broken'))
    await opened.actions.fineTune()
    expect(tuning()).toMatchObject({ stage: null, error: { code: 'internal' } })
  })

  it('needs ten drawings', async () => {
    await opened.actions.deleteDrawings(
      opened
        .state()
        .hand.drawings.slice(0, 3)
        .map(({ id }) => id),
    )
    await opened.actions.fineTune()
    expect(asked('loadData')).toHaveLength(0)
  })
})

describe('a run that was cut off', () => {
  it('goes on with the hand that it learnt from', async () => {
    const { store, state } = opened
    const name = 'MNIST, training, first 2000 (2000) + My handwriting (2004)'
    store.setState({ model: { ...model, trainedOn: [name] }, training: { ...state().training, state: 'failed', keptStep: 7 } })
    await opened.actions.startTraining()
    expect(asked('loadData').at(-1)?.params).toMatchObject({ kind: 'mnist', train: 2000, also: [{ kind: 'hand' }] })
    expect(asked('train').at(-1)?.params).toMatchObject({ start: 'resume' })
  })
})
