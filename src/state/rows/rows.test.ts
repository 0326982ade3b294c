import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rowsPresets } from '../../nn/spec/rows/rows-presets'
import { parseRowsSpec } from '../../nn/spec/rows/rows-spec'
import { newPage } from '../store.fixture'
import { SHIPPED_ROWS } from './shipped-rows'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const drawn = { picture: new Uint8Array(784), probabilities: new Float32Array(784), nats: new Float32Array(28), signals: [] }
const info = {
  spec: parseRowsSpec(rowsPresets.rows.spec),
  name: 'rows',
  parameterCount: 1,
  epochs: 1,
  trainedOn: [],
  testLoss: 83,
  testedOn: null,
}

async function pageThatDraws() {
  const page = newPage()
  const ready = await page.readyStore()
  page.client.answers.loadRows = () => info
  page.client.answers.drawRows = ({ pictures }) => pictures.map(() => drawn)
  return { ...page, ...ready, asked: (type: string) => page.client.asked.filter((one) => one.type === type).map(({ params }) => params) }
}

it('the file is the one that the page asks for', () => {
  const file = readFileSync(join('public', SHIPPED_ROWS.path))
  expect([file.length, createHash('sha256').update(file).digest('hex').slice(0, 8)]).toEqual([SHIPPED_ROWS.bytes, SHIPPED_ROWS.version])
})

describe('the network that draws row by row', () => {
  it('comes with the first wish, once, and draws eight pictures by seeds of their own', async () => {
    const { actions, state, asked } = await pageThatDraws()
    expect(state().rows.stage).toBe('none')
    actions.setRowsManner({ seed: 5, temperature: 0.7 })
    await actions.drawRows(null)
    actions.chooseRows(3)
    await actions.drawRows(null)
    expect(asked('loadRows')).toHaveLength(1)
    const [first, second] = asked('drawRows') as { pictures: { seed: number; temperature: number; beginning?: Uint8Array }[] }[]
    expect(first).toEqual(second)
    expect(new Set(first!.pictures.map(({ seed }) => seed)).size).toBe(8)
    expect(first!.pictures.every(({ temperature, beginning }) => temperature === 0.7 && beginning === undefined)).toBe(true)
    expect(state().rows).toMatchObject({ stage: 'ready', isDrawing: false, chosen: 0, drawn: { kept: 0, temperature: 0.7, seed: 5 } })
  })

  it('goes on from the upper rows of a picture', async () => {
    const { actions, state, asked } = await pageThatDraws()
    actions.setRowsManner({ kept: 2 })
    const picture = new Float32Array(784).fill(0.2)
    picture.fill(0.8, 30, 40)
    await actions.drawRows(picture)
    const [{ pictures }] = asked('drawRows') as [{ pictures: { beginning: Uint8Array }[] }]
    expect(pictures.map(({ beginning }) => [beginning.length, beginning.reduce((sum, value) => sum + value, 0)])).toEqual(
      pictures.map(() => [56, 10]),
    )
    expect(state().rows.drawn!.kept).toBe(2)
  })

  it('does the newest of the wishes that come while it draws', async () => {
    const { actions, state, asked } = await pageThatDraws()
    const wishes = [1, 2, 3].map((seed) => {
      actions.setRowsManner({ seed })
      return actions.drawRows(null)
    })
    await Promise.all(wishes)
    expect(asked('drawRows').length).toBeLessThanOrEqual(2)
    expect(state().rows).toMatchObject({ isDrawing: false, drawn: { seed: 3 } })
  })

  it('is brought up once more by a worker that has none', async () => {
    const { actions, state, client, asked } = await pageThatDraws()
    await actions.drawRows(null)
    client.answers.drawRows = () => null
    await actions.drawRows(null)
    expect(asked('loadRows')).toHaveLength(2)
    expect(state().rows.isDrawing).toBe(false)
  })

  it('that cannot be had is told where it was asked for, and may be asked for again', async () => {
    const { actions, state, environment } = await pageThatDraws()
    vi.mocked(environment.fetchModel).mockRejectedValueOnce(new TypeError('offline'))
    await actions.drawRows(null)
    expect(state().rows).toMatchObject({ stage: 'failed', error: { message: 'TypeError: offline' }, drawn: null })
    expect(state().notices).toEqual([])
    await actions.drawRows(null)
    expect(state().rows).toMatchObject({ stage: 'ready', error: null })
  })
})
