import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EmbedMessage } from '../../../state/embed/messages'
import { drawingOf, newPage, settle, traceOf } from '../../../state/store.fixture'
import { createAppStore } from '../../../state/store'
import { tellReadings } from './tell-parent'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function embedded() {
  const { client, environment } = newPage()
  const embed = { form: 'pad', language: null, theme: null, digit: null, refused: [] } as const
  const store = createAppStore(client, null, { ...environment, embed, openVisit: async () => null })
  const told: EmbedMessage[] = []
  const end = tellReadings(store, (message) => told.push(message))
  await settle()
  await vi.advanceTimersByTimeAsync(20)
  return { store, told, end }
}

it('is ready with its model and classes, and says what an empty pad is read as', async () => {
  const { told } = await embedded()
  expect(told[0]).toMatchObject({ source: 'gatelight', version: 1, type: 'ready', form: 'pad', model: 'row-lstm' })
  expect(told[0]).toHaveProperty('classes', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
  expect(told.slice(1)).toEqual([{ source: 'gatelight', version: 1, type: 'answer', model: 'row-lstm', digits: [] }])
})

it('tells every new answer once, and nothing after its end', async () => {
  const { store, told, end } = await embedded()
  const before = told.length
  const reading = traceOf(new Float32Array(784))
  reading.probabilities[7] = 1
  store.getState().actions.setDrawing(drawingOf(1))
  await settle()
  store.setState({ trace: reading })
  store.setState({ trace: { ...reading } })
  await vi.advanceTimersByTimeAsync(20)
  expect(told.slice(before).map((message) => message.type)).toEqual(['answer'])
  expect(told.at(-1)).toMatchObject({ digits: [{ label: '7', probability: 1 }] })
  store.setState({ trace: { ...reading } })
  await vi.advanceTimersByTimeAsync(20)
  expect(told.length).toBe(before + 1)
  end()
  store.setState({ trace: null, status: 'failed' })
  await vi.advanceTimersByTimeAsync(20)
  expect(told.length).toBe(before + 1)
})

it('says when nothing computes any more, and when it is ready again', async () => {
  const { store, told } = await embedded()
  store.setState({ status: 'failed' })
  await vi.advanceTimersByTimeAsync(20)
  store.setState({ status: 'ready' })
  await vi.advanceTimersByTimeAsync(20)
  expect(told.map(({ type }) => type).filter((type) => type !== 'answer')).toEqual(['ready', 'failed', 'ready'])
})
