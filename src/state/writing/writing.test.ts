import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writerPresets } from '../../nn/spec/writing/writer-presets'
import { parseWriterSpec } from '../../nn/spec/writing/writer-spec'
import { firstWriterPlan } from '../../nn/spec/writing/writer-plan'
import { RemoteError } from '../../worker/client'
import { newPage, settle } from '../store.fixture'
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

const ownFile = (epoch: number) => Uint8Array.of(100 + epoch)

/** What the worker tells of an epoch. */
function told(epoch: number) {
  const digits = Array.from({ length: 10 }, () => written.sequence)
  const resume = epoch === 0 ? null : Uint8Array.of(200 + epoch)
  return {
    type: 'writerEpoch',
    epoch,
    trainLoss: epoch === 0 ? null : 1 - epoch,
    loss: 1.5 - epoch,
    digits,
    bytes: ownFile(epoch),
    resume,
  } as const
}

async function pageThatTrains() {
  const page = await pageThatWrites()
  page.client.answers.trainWriter = () => ({ totalSteps: 6, stepsPerEpoch: 2 })
  page.client.answers.pauseWriter = page.client.answers.resumeWriter = page.client.answers.stopWriter = () => null
  page.client.answers.saveWriter = () => ({ bytes: Uint8Array.of(9) })
  await page.actions.openWriter()
  const loaded = () => page.asked('loadWriter').map((params) => [...(params as { bytes: Uint8Array }).bytes])
  const tell = async (...events: Parameters<typeof page.client.tell>) => {
    page.client.tell(...events)
    await settle()
  }
  return { ...page, loaded, tell }
}

describe('a network that learns to write', () => {
  it('is seen at every epoch, and every epoch can be looked at again', async () => {
    const { actions, state, asked, loaded, tell } = await pageThatTrains()
    actions.setWriterPlan({ units: 16, epochs: 3 })
    await actions.trainWriter()
    expect(asked('trainWriter')).toEqual([{ plan: { ...firstWriterPlan, units: 16, epochs: 3 }, from: null, isResumed: false }])
    await tell({ type: 'writerState', state: 'running', error: null }, told(0))
    await tell({ type: 'writerSteps', firstStep: 0, losses: Float32Array.of(1, 0), points: Float32Array.of(9, 9), seconds: 1 })
    await tell(told(1), { type: 'writerState', state: 'finished', error: null })
    expect(state().writing.run).toMatchObject({ state: 'finished', step: 2, totalSteps: 6, canGoOn: true, follows: true })
    expect(state().writing.run.curve.map(({ step }) => step)).toEqual([1, 2])
    expect(state().writing).toMatchObject({ source: { kind: 'moment', epoch: 1 }, digits: [{ label: 3 }] })
    expect(loaded().at(-1)).toEqual([101])

    await actions.showWriterMoment(0)
    expect([loaded().at(-1), state().writing.run.follows]).toEqual([[100], false])
    actions.setManner({ held: 'f' })
    await actions.writeNumber()
    expect(asked('write').at(-1)).toMatchObject({ clamps: [{ layer: 'lstm', signal: 'f', value: 0 }] })
    await actions.showShippedWriter()
    expect([loaded().at(-1), state().writing.source.kind]).toEqual([[7], 'shipped'])
  })

  it('goes on from its last epoch after a failure, with the rate that is set then', async () => {
    const { actions, state, client, asked, tell } = await pageThatTrains()
    await actions.trainWriter()
    await tell(told(0), told(1), told(2))
    await tell({ type: 'writerState', state: 'failed', error: { code: 'diverged', detail: { step: 5, loss: NaN }, message: '' } })
    expect(state().writing.run).toMatchObject({ state: 'failed', error: { code: 'diverged' }, canGoOn: true })
    actions.setWriterPlan({ learningRate: 1e-4 })
    await actions.goOnTrainingWriter()
    expect(asked('trainWriter').at(-1)).toMatchObject({ plan: { learningRate: 1e-4 }, from: Uint8Array.of(202), isResumed: true })
    client.crash()
    await settle()
    expect(state().writing.run).toMatchObject({ state: 'failed', moments: [{ epoch: 0 }, { epoch: 1 }, { epoch: 2 }] })

    client.answers.trainWriter = () => Promise.reject(new TypeError('no room'))
    await actions.trainWriter()
    expect(state().writing.run).toMatchObject({ state: 'failed', error: { message: 'TypeError: no room' } })
  })

  it('goes on from the network that writes, and is given to the visitor as it is', async () => {
    const { actions, asked, environment } = await pageThatTrains()
    actions.setWriterPlan({ beginning: 'shown' })
    await actions.trainWriter()
    expect(asked('trainWriter')).toMatchObject([{ from: Uint8Array.of(9), isResumed: false }])
    await actions.downloadWriter()
    expect(environment.download).toHaveBeenCalledWith('writer.safetensors', Uint8Array.of(9))
  })
})

describe('a file of a network that writes', () => {
  const file = new File([Uint8Array.of(5)], 'mine.safetensors')

  it('is opened where it writes, wherever it comes', async () => {
    const { actions, state, client, loaded } = await pageThatTrains()
    client.answers.loadModel = () =>
      Promise.reject(new RemoteError({ code: 'other-network', detail: { came: 'writer', wanted: 'reader' }, message: '' }))
    await actions.openModel(file)
    expect(state()).toMatchObject({ notices: [], view: { tab: 'write' }, writing: { source: { kind: 'file' } } })
    expect(loaded().at(-1)).toEqual([5])
  })

  it('of another kind is told, and the network before stays', async () => {
    const { actions, state, client } = await pageThatTrains()
    client.answers.loadWriter = () =>
      Promise.reject(new RemoteError({ code: 'other-network', detail: { came: 'reader', wanted: 'writer' }, message: '' }))
    await actions.openWriterFile(file)
    expect(state()).toMatchObject({
      notices: [{ error: { code: 'other-network' } }],
      writing: { stage: 'ready', source: { kind: 'shipped' } },
    })
  })
})
