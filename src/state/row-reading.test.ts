import { beforeEach, afterEach, describe, expect, test, vi } from 'vitest'
import { DIGITS, pixelCount } from '../core/task'
import { presets } from '../nn/spec/presets'
import type { DrawingState } from './app-state'
import { drawingOf, model, newPage, settle, traceOf } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const picture = (digit: number): Float32Array => new Float32Array(pixelCount(DIGITS.input)).fill(digit / 10)
const PICTURES = [2, 0, 6].map(picture)

function rowOf(pictures: readonly Float32Array[], chosen: number): DrawingState {
  return { picture: pictures[chosen]!, label: null, isEmpty: false, row: { pictures, chosen } }
}

/** A worker that reads the digit off a picture's first pixel. */
function readTrace(image: Float32Array) {
  const probabilities = Float32Array.from({ length: 10 }, (_, digit) => (digit === Math.round(10 * image[0]!) ? 0.9 : 0.01))
  return { ...traceOf(image), probabilities }
}

async function newRowPage() {
  const page = newPage()
  page.client.answers.read = ({ image }) => readTrace(image)
  const { actions, state } = await page.readyStore()
  const number = (): string | undefined =>
    state()
      .rowReading?.map((digit) => (digit === null ? '–' : digit.probabilities.indexOf(Math.max(...digit.probabilities))))
      .join('')
  const read = (from = 0): number[] =>
    page.client.asked
      .filter(({ type }) => type === 'read')
      .slice(from)
      .map(({ params }) => Math.round(10 * (params as { image: Float32Array }).image[0]!))
  return { ...page, actions, state, number, read }
}

describe('a row of digits', () => {
  test('is read one after the other, the chosen one first, and no digit twice', async () => {
    const { client, actions, state, number, read } = await newRowPage()
    actions.setDrawing(rowOf(PICTURES, 2))
    expect(client.count('read'), 'one request at a time').toBe(1)
    expect(number()).toBe('–––')
    await settle()
    expect(number()).toBe('206')
    expect(read()).toEqual([6, 2, 0])
    expect(state().trace?.input.data).toBe(PICTURES[2])
    actions.setDrawing(rowOf([...PICTURES, picture(3)], 3))
    expect(number(), 'the new digit has no answer of another').toBe('206–')
    await settle()
    expect(number()).toBe('2063')
    expect(read(3)).toEqual([3])
  })

  test('shows the maps of a digit that is chosen at once', async () => {
    const { actions, state, number } = await newRowPage()
    actions.setDrawing(rowOf(PICTURES, 2))
    await settle()
    actions.chooseDigit(1)
    expect(state().drawing).toMatchObject({ row: { chosen: 1 } })
    expect(state().drawing.picture).toBe(PICTURES[1])
    expect(state().trace?.input.data).toBe(PICTURES[1])
    await settle()
    expect(state().trace?.input.data).toBe(PICTURES[1])
    expect(number()).toBe('206')
    const { drawing } = state()
    actions.chooseDigit(1)
    actions.chooseDigit(7)
    expect(state().drawing, 'nothing to do').toBe(drawing)
  })

  test('keeps a reading that comes late for the digit that it is of', async () => {
    const { client, actions, state, number } = await newRowPage()
    actions.setDrawing(rowOf(PICTURES, 0))
    await settle()
    const releases: (() => void)[] = []
    client.answers.read = ({ image }) => new Promise((resolve) => releases.push(() => resolve(readTrace(image))))
    const changed = [picture(7), PICTURES[1]!, PICTURES[2]!]
    actions.setDrawing(rowOf(changed, 0))
    expect(number(), 'the digit under the pen is one reading behind').toBe('206')
    actions.chooseDigit(2)
    expect(number()).toBe('–06')
    releases.shift()?.()
    await settle()
    expect(state().trace?.input.data, 'what was chosen stays').toBe(PICTURES[2])
    expect(number()).toBe('706')
  })

  test('has no answer for the digit under the pen any more when the pen is faster than every reading', async () => {
    const { client, actions, number } = await newRowPage()
    actions.setDrawing(rowOf(PICTURES, 2))
    await settle()
    client.answers.read = () => new Promise(() => {})
    actions.setDrawing(rowOf([PICTURES[0]!, PICTURES[1]!, picture(8)], 2))
    await vi.advanceTimersByTimeAsync(900)
    expect(number()).toBe('206')
    await vi.advanceTimersByTimeAsync(200)
    expect(number()).toBe('20–')
  })

  test('is forgotten with the pad, and becomes one digit again', async () => {
    const { actions, state, number, read } = await newRowPage()
    actions.setDrawing(rowOf(PICTURES, 2))
    await settle()
    actions.setDrawing({ picture: PICTURES[0]!, label: null, isEmpty: false })
    expect(number()).toBeUndefined()
    expect(state().trace?.input.data, 'known already').toBe(PICTURES[0])
    await settle()
    actions.setDrawing(rowOf(PICTURES, 2))
    await settle()
    actions.setDrawing({ picture: picture(4), label: null, isEmpty: false })
    expect(state().trace, 'not that of a digit of the row').toBeNull()
    await settle()
    expect(state().trace?.input.data[0]).toBeCloseTo(0.4)
    actions.setDrawing(drawingOf(0))
    expect(state()).toMatchObject({ trace: null, rowReading: null })
    expect(read().at(-1)).toBe(4)
  })

  test('is read anew by other weights, and by another model before anything is shown', async () => {
    const { client, actions, number, read, state } = await newRowPage()
    actions.setDrawing(rowOf(PICTURES, 0))
    await settle()
    client.tell({ type: 'model', model: { ...model, epochs: 13 } })
    expect(number(), 'the same model is shown as it read last').toBe('206')
    await settle()
    expect(read(3)).toEqual([2, 0, 6])
    client.tell({ type: 'model', model: { ...model, spec: presets['row-gru'].spec, name: 'row-gru' } })
    expect(number()).toBe('–––')
    await settle()
    expect(number()).toBe('206')
    expect(state().trace?.input.data).toBe(PICTURES[0])
  })
})
