import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { presets } from '../nn/spec/presets'
import { RemoteError } from '../worker/client'
import { newPage } from './store.fixture'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const refusal = { code: 'state', message: 'no', detail: { action: 'newModel', obstacle: { kind: 'training' } } } as const

test('a network that was composed becomes the page’s model, with its settings and fresh weights', async () => {
  const { client, readyStore } = newPage()
  const { actions, state } = await readyStore()
  actions.compose('row-gru')
  actions.editDraft({ name: 'mine' }, 'name')
  const { draft } = state().composition!
  // Edited meanwhile: what was asked for is made.
  actions.editDraft({ name: 'another' }, 'name')
  expect(await actions.buildDraft(draft)).toBe(true)
  const { spec, training } = presets['row-gru']
  expect(client.asked.find(({ type }) => type === 'newModel')?.params).toEqual({ spec, name: 'mine', seed: training.seed })
  expect(state().training).toMatchObject({ state: 'idle', settings: training, start: 'fresh' })
})

test('one that cannot be made is told, and what is on the page stays', async () => {
  const { client, readyStore } = newPage()
  const { actions, state } = await readyStore()
  client.answers.newModel = () => Promise.reject(new RemoteError(refusal))
  actions.compose('row-gru')
  expect(await actions.buildDraft(state().composition!.draft)).toBe(false)
  expect(state().model?.name).toBe('row-lstm')
  expect(state().notices).toMatchObject([{ error: refusal }])
  expect(state().composition?.draft.name).toBe('row-gru')
})

test('a step of a draft is timed, or it is said why not', async () => {
  const { client, readyStore } = newPage()
  const { actions, state } = await readyStore()
  actions.compose('best')
  const { draft } = state().composition!
  client.answers.timeNetwork = () => ({ stepMilliseconds: 12 })
  expect(await actions.timeDraft(draft)).toEqual({ milliseconds: 12 })
  expect(client.asked.at(-1)).toEqual({ type: 'timeNetwork', params: { spec: presets.best.spec, settings: presets.best.training } })
  client.answers.timeNetwork = () => Promise.reject(new RemoteError(refusal))
  expect(await actions.timeDraft(draft)).toMatchObject({ error: refusal })
})

test('a composition begins with the network on the page, and undo goes back through beginnings', async () => {
  const { readyStore } = newPage()
  const { actions, state } = await readyStore()
  actions.undoEdit()
  expect(state().composition).toBeNull()
  actions.compose('current')
  actions.compose('empty')
  expect(state().composition?.draft.spec.layers).toHaveLength(1)
  actions.undoEdit()
  expect(state().composition?.draft).toMatchObject({ name: 'row-lstm', spec: presets['row-lstm'].spec })
  actions.redoEdit()
  expect(state().composition?.draft.spec.layers).toHaveLength(1)
})
