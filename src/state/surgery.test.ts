import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SpecError } from '../core/errors'
import type { Clamp, Trace } from '../nn/engine'
import { presets } from '../nn/spec/presets'
import { RemoteError } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { Requests } from '../worker/requests/index'
import { drawingOf, model, newPage, settle, type TestPage } from './store.fixture'

/** Second readings of one picture: with signals held, and with the way back from the loss. */

const open: Clamp = { layer: 'lstm', signal: 'f', value: 1 }
const shut: Clamp = { layer: 'lstm', signal: 'f', value: 0 }
/** Longer than the lens waits for the pen to rest. */
const REST = 200

let page: TestPage
let client: TestPage['client']

/** Answers the digit 3; the label that was asked for is the loss, the ink of the picture the first number read. */
function answer({ image, options }: Requests['read']['params']): Trace {
  const probabilities = Float32Array.from({ length: 10 }, (_, digit) => (digit === 3 ? 0.9 : 0.01))
  const trace = { input: { shape: [28, 28], data: image }, signals: [], belief: { shape: [1, 10], data: probabilities }, probabilities }
  if (options?.gradients === undefined) return trace
  return { ...trace, gradients: { loss: options.gradients.label, states: [], saliency: { shape: [28, 28], data: image } } }
}

beforeEach(() => {
  vi.useFakeTimers()
  page = newPage()
  client = page.client
  client.answers.read = answer
})

afterEach(() => void vi.useRealTimers())

const rest = () => vi.advanceTimersByTimeAsync(REST)

async function storeReading(ink: number) {
  const { actions, state } = await page.readyStore()
  actions.setDrawing(drawingOf(ink))
  await settle()
  return { actions, state }
}

/** The options of every reading so far. */
function readings(): Requests['read']['params']['options'][] {
  return client.asked.flatMap(({ type, params }) => {
    return type === 'read' && params !== null && typeof params === 'object' && 'image' in params
      ? ['options' in params && isOptions(params.options) ? params.options : undefined]
      : []
  })
}

function isOptions(value: unknown): value is NonNullable<Requests['read']['params']['options']> {
  return typeof value === 'object' && value !== null
}

describe('surgery', () => {
  test('reads every picture twice while it is open and holds something, and each pair is of one picture', async () => {
    const { actions, state } = await storeReading(0.2)
    expect(readings()).toEqual([undefined])
    actions.setSurgery({ isOpen: true })
    await settle()
    expect(readings()).toHaveLength(1)
    actions.setSurgery({ holds: [open] })
    await settle()
    expect(readings()).toEqual([undefined, undefined, { clamps: [open] }])
    actions.setDrawing(drawingOf(0.4))
    await settle()
    const { surgery, trace } = state()
    expect(surgery.reading?.plain).toBe(trace)
    expect(surgery.reading?.held.input.data[0]).toBeCloseTo(0.4)
    expect(readings()).toHaveLength(5)
  })

  test('is over when nothing is held, when it is closed, and when the pad is empty', async () => {
    const { actions, state } = await storeReading(0.2)
    actions.setSurgery({ isOpen: true, holds: [open] })
    await settle()
    expect(state().surgery.reading).not.toBeNull()
    actions.setSurgery({ holds: [] })
    expect(state().surgery.reading).toBeNull()
    actions.setSurgery({ holds: [open] })
    await settle()
    actions.setSurgery({ isOpen: false })
    expect(state().surgery).toMatchObject({ holds: [open], reading: null })
    actions.setSurgery({ isOpen: true })
    await settle()
    expect(state().surgery.reading).not.toBeNull()
    actions.setDrawing(drawingOf(0))
    expect(state().surgery.reading).toBeNull()
  })

  test('shows no answer to what is held no more', async () => {
    const { actions, state } = await storeReading(0.2)
    const releases: (() => void)[] = []
    client.answers.read = (params) =>
      params.options === undefined ? answer(params) : new Promise((resolve) => releases.push(() => resolve(answer(params))))
    actions.setSurgery({ isOpen: true, holds: [open] })
    await settle()
    actions.setSurgery({ holds: [shut] })
    releases[0]!()
    await settle()
    expect(state().surgery.reading).toBeNull()
    releases[1]!()
    await settle()
    expect(state().surgery.reading).not.toBeNull()
    expect(readings().at(-1)).toEqual({ clamps: [shut] })
  })

  test('ends with the model whose signals are held; a reading that came too late is no error', async () => {
    const { actions, state } = await storeReading(0.2)
    const allowed = { kind: 'recurrentLayer', names: ['gru'] } as const
    let fail = (): void => {}
    client.answers.read = (params) => {
      if (params.options === undefined) return answer(params)
      return new Promise((_, reject) => {
        fail = () =>
          reject(new RemoteError(toErrorData(new SpecError({ where: { kind: 'clamp' }, field: 'layer', value: 'lstm', allowed }))))
      })
    }
    actions.setSurgery({ isOpen: true, holds: [open] })
    await settle()
    client.tell({ type: 'model', model: { ...model, name: 'row-gru', spec: presets['row-gru'].spec } })
    fail()
    await settle()
    expect(state().surgery).toEqual({ isOpen: true, holds: [], reading: null })
    expect(state().notices).toEqual([])
  })

  test('goes on with the same model while it trains', async () => {
    const { actions, state } = await storeReading(0.2)
    actions.setSurgery({ isOpen: true, holds: [open] })
    await settle()
    const before = state().surgery.reading
    client.tell({ type: 'model', model: { ...model, epochs: 13 } })
    await settle()
    expect(state().surgery.holds).toEqual([open])
    expect(state().surgery.reading).not.toBe(before)
  })
})

describe('the gradient lens', () => {
  test('asks for nothing before it is opened, then for the loss against the answer', async () => {
    const { actions, state } = await storeReading(0.2)
    await rest()
    expect(readings()).toEqual([undefined])
    actions.setLens({ isOpen: true })
    await rest()
    expect(readings()).toEqual([undefined, { gradients: { label: 3 } }])
    expect(state().lens.reading).toMatchObject({ model: 'row-lstm', label: 3, gradients: { loss: 3 } })
    actions.setLens({ label: 8 })
    await rest()
    expect(state().lens.reading?.label).toBe(8)
  })

  test('waits until the pen rests', async () => {
    const { actions, state } = await storeReading(0.2)
    actions.setLens({ isOpen: true })
    for (let move = 1; move <= 20; move++) {
      actions.setDrawing(drawingOf(move / 20))
      await vi.advanceTimersByTimeAsync(16)
    }
    expect(readings().filter((options) => options?.gradients !== undefined)).toEqual([])
    await vi.advanceTimersByTimeAsync(2 * REST)
    expect(readings().filter((options) => options?.gradients !== undefined)).toHaveLength(1)
    expect(state().lens.reading?.picture).toBe(state().drawing.picture)
  })

  test('asks again where the pen overtook it', async () => {
    const { actions, state } = await storeReading(0.2)
    let overtaken = 1
    client.answers.read = (params) => (params.options !== undefined && overtaken-- > 0 ? null : answer(params))
    actions.setLens({ isOpen: true })
    await rest()
    expect(state().lens.reading).toBeNull()
    await rest()
    expect(state().lens.reading).not.toBeNull()
  })

  test('forgets what it saw when it is closed or the pad is empty, but not what was put aside', async () => {
    const { actions, state } = await storeReading(0.2)
    actions.setLens({ isOpen: true })
    await rest()
    const kept = state().lens.reading
    actions.setLens({ kept })
    actions.setDrawing(drawingOf(0))
    expect(state().lens).toMatchObject({ reading: null, kept })
    actions.setDrawing(drawingOf(0.5))
    await rest()
    expect(state().lens.reading).not.toBeNull()
    client.tell({ type: 'model', model: { ...model, name: 'row-rnn', spec: presets['row-rnn'].spec } })
    expect(state().lens).toMatchObject({ isOpen: true, reading: null, kept })
    await rest()
    expect(state().lens.reading?.model).toBe('row-rnn')
    actions.setLens({ isOpen: false })
    expect(state().lens.reading).toBeNull()
  })

  describe('beside an RNN', () => {
    let isThere: boolean

    beforeEach(() => {
      isThere = false
      client.answers.readCompanion = (params) => (isThere ? answer(params) : null)
      client.answers.loadCompanion = () => {
        isThere = true
        return null
      }
    })

    test('brings it up when it is first wanted, and only once', async () => {
      const { actions, state } = await storeReading(0.2)
      actions.setLens({ isOpen: true })
      await rest()
      expect(client.count('readCompanion'), 'nobody wants it yet').toBe(0)
      actions.setLens({ withRnn: true })
      await rest()
      await rest()
      const { reading, rnn } = state().lens
      expect(rnn).toMatchObject({ model: 'row-rnn', label: 3, gradients: { loss: 3 } })
      expect(rnn?.picture).toBe(reading?.picture)

      actions.setLens({ label: 8 })
      await rest()
      expect(state().lens.rnn?.label).toBe(8)
      actions.setLens({ withRnn: false })
      expect(state().lens).toMatchObject({ rnn: null, reading: { label: 8 } })
      actions.setLens({ withRnn: true })
      await rest()
      expect(state().lens.rnn).not.toBeNull()
      expect([client.count('loadCompanion'), vi.mocked(page.environment.fetchModel).mock.calls.length]).toEqual([1, 1])
    })

    test('does not load its file again for a new worker', async () => {
      const { actions, state } = await storeReading(0.2)
      actions.setLens({ isOpen: true, withRnn: true })
      await rest()
      await rest()
      isThere = false
      actions.setDrawing(drawingOf(0.7))
      await rest()
      await rest()
      expect(state().lens.rnn?.picture).toBe(state().drawing.picture)
      expect([client.count('loadCompanion'), vi.mocked(page.environment.fetchModel).mock.calls.length]).toEqual([2, 1])
    })

    test('shows the model of the page all the same where it cannot be had, and says why', async () => {
      vi.mocked(page.environment.fetchModel).mockRejectedValueOnce(new Error('no way to it'))
      const { actions, state } = await storeReading(0.2)
      actions.setLens({ isOpen: true, withRnn: true })
      await rest()
      await rest()
      expect(state().lens).toMatchObject({ withRnn: false, rnn: null, reading: { label: 3 } })
      expect(state().notices).toMatchObject([{ level: 'error', error: { message: expect.stringContaining('no way to it') } }])
    })

    test('forgets what it read with the model, the drawing and the lens', async () => {
      const { actions, state } = await storeReading(0.2)
      const look = async () => {
        actions.setDrawing(drawingOf(0.4))
        actions.setLens({ isOpen: true, withRnn: true })
        await rest()
        await rest()
        expect(state().lens.rnn).not.toBeNull()
      }
      await look()
      actions.setDrawing(drawingOf(0))
      expect(state().lens.rnn).toBeNull()
      await look()
      actions.setLens({ isOpen: false })
      expect(state().lens).toMatchObject({ withRnn: true, rnn: null })
      await look()
      client.tell({ type: 'model', model: { ...model, name: 'row-gru', spec: presets['row-gru'].spec } })
      expect(state().lens.rnn).toBeNull()
    })
  })
})
