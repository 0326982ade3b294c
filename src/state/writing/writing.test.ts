import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writerPresets } from '../../nn/spec/writing/writer-presets'
import { parseWriterSpec } from '../../nn/spec/writing/writer-spec'
import { newPage } from '../store.fixture'
import { SHIPPED_WRITER } from './shipped-writer'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const nothing = new Float32Array(0)
const written = { sequence: Float32Array.of(1, 2, 0, 3, 4, 2), first: 0, mixtures: nothing, pens: nothing, signals: [] }
const info = {
  spec: parseWriterSpec(writerPresets.writer.spec),
  name: 'writer',
  parameterCount: 1,
  epochs: 1,
  trainedOn: [],
  testLoss: -2,
  testedOn: null,
}

async function pageThatWrites() {
  const page = newPage()
  const ready = await page.readyStore()
  page.client.answers.loadWriter = () => info
  page.client.answers.write = () => written
  page.client.answers.futures = () => [written.sequence]
  page.client.answers.teachWriter = () => ({ before: 2, after: 1 })
  return { ...page, ...ready, asked: (type: string) => page.client.asked.filter((one) => one.type === type).map(({ params }) => params) }
}

it('the file is the one that the page asks for', () => {
  const file = readFileSync(join('public', SHIPPED_WRITER.path))
  expect([file.length, createHash('sha256').update(file).digest('hex').slice(0, 8)]).toEqual([SHIPPED_WRITER.bytes, SHIPPED_WRITER.version])
})

describe('the network that writes', () => {
  it('comes with the first wish, once', async () => {
    const { actions, state, environment, asked } = await pageThatWrites()
    expect(state().writing.stage).toBe('none')
    await Promise.all([actions.openWriter(), actions.openWriter(), actions.writeNumber()])
    expect(environment.fetchModel).toHaveBeenCalledTimes(1)
    expect(asked('loadWriter')).toHaveLength(1)
    expect(state().writing).toMatchObject({ stage: 'ready', info, digits: [{ label: 3, frame: { x: 0.5, y: 0.5 } }] })
  })

  it('writes the digits of a number beside each other, each by a seed of its own', async () => {
    const { actions, state, asked } = await pageThatWrites()
    actions.setManner({ number: '20', seed: 5, temperature: 0.7, held: 'f' })
    await actions.writeNumber()
    const how = { temperature: 0.7, steadiness: 0, clamps: [{ layer: 'lstm', signal: 'f', value: 0 }] }
    expect(asked('write')).toEqual([
      { ...how, seed: 5, label: 2 },
      { ...how, seed: 7924, label: 0 },
    ])
    expect(state().writing.digits.map(({ label, frame }) => [label, frame.x])).toEqual([
      [2, 0.25],
      [0, 0.75],
    ])
  })

  it('fans out from a point, in the manner of that digit', async () => {
    const { actions, state, asked } = await pageThatWrites()
    await actions.writeNumber()
    await actions.fanOut(0, 1)
    expect(asked('futures')).toMatchObject([{ count: 50, options: { label: 3, beginning: Float32Array.of(1, 2, 0) } }])
    expect(state().writing.futures).toEqual({ digit: 0, from: 1, sequences: [written.sequence] })
    await actions.writeNumber()
    expect(state().writing.futures).toBeNull()
  })

  it('goes on with what the visitor began', async () => {
    const { actions, asked } = await pageThatWrites()
    const points = [0.3, 0.4, 0.5, 0.6].map((x): [number, number] => [x, 0.3])
    await actions.goOnWith([{ points, width: 0.1 }], 7)
    const [{ label, beginning }] = asked('write') as [{ label: number; beginning: Float32Array }]
    expect(label).toBe(7)
    // The pen stays down.
    expect(beginning.filter((_, index) => index % 3 === 2).every((pen) => pen === 0)).toBe(true)
  })

  it('is brought up once more by a worker that has none', async () => {
    const { actions, state, client, asked } = await pageThatWrites()
    await actions.writeNumber()
    client.answers.write = () => null
    await actions.writeNumber()
    expect(asked('loadWriter')).toHaveLength(2)
    expect(state().writing.work).toBeNull()
  })

  it('that cannot be had is told where it was asked for, and may be asked for again', async () => {
    const { actions, state, environment } = await pageThatWrites()
    vi.mocked(environment.fetchModel).mockRejectedValueOnce(new TypeError('offline'))
    await actions.openWriter()
    expect(state().writing).toMatchObject({ stage: 'failed', error: { message: 'TypeError: offline' } })
    expect(state().notices).toEqual([])
    await actions.openWriter()
    expect(state().writing).toMatchObject({ stage: 'ready', error: null })
  })
})
