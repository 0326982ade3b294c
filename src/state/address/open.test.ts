import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { plainDigit } from '../../data/digits'
import { parseModelSpec } from '../../nn/spec/parse'
import { presets } from '../../nn/spec/presets'
import { defaultRunSettings } from '../../nn/spec/training'
import type { ModelInfo } from '../../worker/protocol'
import { drawingOf, mnist, model, newPage, settle, type TestPage } from '../store.fixture'
import { createAppStore } from '../store'
import { type Address, addressOfView } from './address'
import { addressOf, linkOf } from './of-state'
import { openAddress } from './open'
import { writeAddress } from './write'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const always = () => true

/** A page whose worker makes the model that it is asked for, tells of it and answers. */
function pageOfModels(): TestPage {
  const page = newPage()
  const { answers } = page.client
  const told = (made: ModelInfo): { model: ModelInfo } => {
    page.client.tell({ type: 'model', model: made })
    return { model: made }
  }
  answers.loadModel = ({ name }) => {
    const preset = Object.values(presets).find((each) => each.name === name)
    return told({ ...model, name, spec: preset?.spec ?? model.spec })
  }
  answers.newModel = ({ spec, name, seed }) =>
    told({ ...model, spec: parseModelSpec(spec), name, seed, epochs: 0, trainedOn: [], testAccuracy: null, testedOn: null })
  return page
}

async function open(address: Address, page = pageOfModels()) {
  const opened = await page.readyStore()
  await openAddress(opened.store, await writeAddress(address), always)
  // The pad shows what it is asked to write.
  const { dictation } = opened.state()
  if (dictation !== null && 'strokes' in dictation) opened.actions.setDrawing({ ...drawingOf(1), label: dictation.label, sheet: dictation })
  await settle()
  await settle()
  return { ...opened, client: page.client }
}

describe('a link', () => {
  it('opens view, drawing, model, settings and place', async () => {
    const address: Address = {
      ...addressOfView('train'),
      model: { kind: 'preset', name: 'row-rnn', weights: 'trained' },
      training: { settings: { ...defaultRunSettings, epochs: 9 }, start: 'current' },
      cursor: { layer: 'rnn', step: 14, unit: 37, signal: 'h' },
      drawing: { strokes: plainDigit(4), label: null },
      held: [{ layer: 'rnn', signal: 'h', value: 0 }],
      lens: { label: 3 },
    }
    const { state, client } = await open(address)
    expect(state()).toMatchObject({
      view: { tab: 'train' },
      model: { name: 'row-rnn' },
      training: { state: 'idle', settings: { epochs: 9 }, start: 'current' },
      cursor: { layer: 'rnn', step: 14, unit: 37, signal: 'h', playing: false, isGiven: true },
      surgery: { isOpen: true, holds: address.held },
      lens: { isOpen: true, label: 3 },
      notices: [],
    })
    expect(client.count('train')).toBe(0)
    const { drawing, ...others } = address
    const { drawing: passedOn, ...again } = addressOf(state())
    expect(again).toEqual(others)
    expect(passedOn).toMatchObject({ label: drawing && drawing.label })
  })

  it('of the model that is there loads no other', async () => {
    const { state, client } = await open(
      {
        ...addressOfView('gates'),
        model: { kind: 'preset', name: 'row-lstm', weights: 'trained' },
        training: { settings: defaultRunSettings, start: 'fresh' },
      },
      pageWithShippedModel(),
    )
    expect(state().model?.name).toBe('row-lstm')
    expect(client.count('loadModel')).toBe(0)
  })

  it('of a network of its own makes it, untrained', async () => {
    const spec = parseModelSpec({
      version: 1,
      layers: [
        { type: 'gru', units: 9 },
        { type: 'dense', units: 10, activation: 'softmax' },
      ],
    })
    const { state, client } = await open({
      ...addressOfView('gates'),
      model: { kind: 'network', name: 'small', seed: 7, spec },
      training: { settings: { ...defaultRunSettings, batchSize: 8 }, start: 'fresh' },
    })
    expect(client.asked.filter(({ type }) => type === 'newModel')).toMatchObject([{ params: { name: 'small', seed: 7, spec } }])
    expect(state()).toMatchObject({ model: { name: 'small' }, training: { settings: { batchSize: 8 } } })
    expect((await linkOf(state())).weights).toBe('fresh')
  })

  it('of a network that reads the rows of a picture keeps the timestep', async () => {
    const layers = [
      { type: 'flatten', within: 'step' },
      { type: 'lstm', units: 4 },
      { type: 'dense', units: 10, activation: 'softmax' },
    ]
    const spec = parseModelSpec({ version: 1, input: { scan: 'image' }, layers })
    const cursor = { layer: 'lstm', step: 9, unit: null, signal: null }
    const { state } = await open({ ...addressOfView('gates'), model: { kind: 'network', name: 'rows', seed: 7, spec }, cursor })
    expect(addressOf(state()).cursor).toEqual(cursor)
  })

  it('loads a set that the page would not load by itself, and no other', async () => {
    const preset = { kind: 'preset', name: 'row-rnn', weights: 'trained' } as const
    const plain = await open({ ...addressOfView('train'), model: preset })
    expect(plain.client.count('loadData')).toBe(0)
    const made = await open({ ...addressOfView('train'), model: preset, data: { kind: 'built-in' } })
    expect(made.client.asked.filter(({ type }) => type === 'loadData')).toMatchObject([{ params: { kind: 'built-in' } }])
  })

  it('leaves a training its model, and says so', async () => {
    const page = pageOfModels()
    const { store, state, actions } = await page.readyStore()
    page.client.tell({ type: 'data', data: mnist })
    await actions.startTraining()
    page.client.tell({ type: 'trainingState', state: 'running' })
    const hash = await writeAddress({ ...addressOfView('gates'), model: { kind: 'preset', name: 'row-rnn', weights: 'trained' } })
    await openAddress(store, hash, always)
    await settle()
    expect(state().notices).toMatchObject([{ error: { code: 'address', detail: { fault: { kind: 'training' } } } }])
    expect(page.client.count('loadModel')).toBe(0)
    expect(state().training.state).toBe('running')
  })

  it('whose model cannot be had leaves settings and places as they were', async () => {
    const page = pageOfModels()
    page.client.answers.loadModel = () => Promise.reject(new Error('broken'))
    const { state } = await open(
      {
        ...addressOfView('gates'),
        model: { kind: 'preset', name: 'row-rnn', weights: 'trained' },
        training: { settings: { ...defaultRunSettings, epochs: 9 }, start: 'fresh' },
        cursor: { layer: 'rnn', step: 14, unit: 37, signal: 'h' },
      },
      page,
    )
    expect(state()).toMatchObject({ model: { name: 'row-lstm' }, training: { settings: { epochs: 3 } }, cursor: { unit: null } })
    expect(state().notices).toHaveLength(1)
  })

  it('keeps nothing of its settings for the next visit but what the visitor changes', async () => {
    const kept = new Map<string, string>([['gatelight/preferences', JSON.stringify({ settings: { epochs: 5, batchSize: 32 } })]])
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
    const { client, environment } = pageOfModels()
    const store = createAppStore(client, storage, environment)
    await settle()
    const hash = await writeAddress({
      ...addressOfView('gates'),
      model: { kind: 'preset', name: 'row-lstm', weights: 'fresh' },
      training: { settings: { ...defaultRunSettings, epochs: 9, batchSize: 8 }, start: 'fresh' },
    })
    await openAddress(store, hash, always)
    await settle()
    const { actions } = store.getState()
    actions.setTheme('dark')
    actions.setTrainingSettings({ batchSize: 16 })
    expect(JSON.parse(kept.get('gatelight/preferences') ?? '')).toMatchObject({ theme: 'dark', settings: { epochs: 5, batchSize: 16 } })
  })
})

describe('what a link says of weights', () => {
  it.each([
    ['same', { epochs: 11, testAccuracy: 0.9932 }],
    ['shipped', { epochs: 12, testAccuracy: 0.991 }],
    ['shipped', { epochs: 11, testAccuracy: null }],
    ['fresh', { epochs: 0, testAccuracy: null, trainedOn: [] }],
    ['none', { name: 'row-lstm-mse-sgd', epochs: 3, testAccuracy: 0.9 }],
    ['shipped', { name: 'my own file', epochs: 3, testAccuracy: 0.9 }],
  ])('%s, for %j', async (weights, facts) => {
    const { store, state } = await newPage().readyStore()
    store.setState({ model: { ...model, ...facts } })
    expect((await linkOf(state())).weights).toBe(weights)
  })
})

function pageWithShippedModel(): TestPage {
  const page = newPage()
  page.client.answers.start = () => ({
    engine: { kind: 'cpu', adapter: 'test', isSoftware: false, features: [] },
    reason: { kind: 'chosen' },
    model: { ...model, epochs: 11, testAccuracy: 0.9932 },
  })
  return page
}
