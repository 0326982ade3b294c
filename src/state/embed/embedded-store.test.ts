import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { plainDigit } from '../../data/digits'
import { defaultRunSettings } from '../../nn/spec/training'
import { addressOfView } from '../address/address'
import { openAddress } from '../address/open'
import { writeAddress } from '../address/write'
import { drawingOf, newPage, settle } from '../store.fixture'
import { createAppStore } from '../store'
import { readEmbed } from './settings'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function embedded(search: string) {
  const { client, environment } = newPage()
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  const store = createAppStore(client, storage, { ...environment, embed: readEmbed(search), openVisit: async () => null })
  await settle()
  return { client, store, kept, state: () => store.getState() }
}

it('a frame has the language, theme and digit that its address asks for, and keeps none of them', async () => {
  const { state, kept } = await embedded('?embed=reading&lang=zh&theme=dark&digit=7')
  expect(state()).toMatchObject({ embed: 'reading', view: { language: 'zh', theme: 'dark' }, dictation: { digit: 7 }, notices: [] })
  expect(kept.size).toBe(0)
})

it('what a frame asks for in vain is told', async () => {
  const { state } = await embedded('?embed=maps')
  expect(state()).toMatchObject({ embed: 'pad', status: 'ready', dictation: null })
  expect(state().notices.map(({ level, error }) => [level, error.code, error.detail])).toEqual([
    ['info', 'embed-unknown', { parameter: 'embed', asked: 'maps', choices: ['pad', 'reading'] }],
  ])
})

it('of a link a frame shows drawing and place, and neither trains, loads nor holds anything', async () => {
  const { client, store, state } = await embedded('?embed')
  const drawing = { strokes: plainDigit(4), label: null }
  const link = await writeAddress({
    ...addressOfView('train'),
    drawing,
    data: { kind: 'built-in' },
    training: { settings: { ...defaultRunSettings, epochs: 9 }, start: 'current' },
    cursor: { layer: 'lstm', step: 14, unit: 37, signal: 'h' },
    held: [{ layer: 'lstm', signal: 'h', value: 0 }],
    lens: { label: 3 },
  })
  await openAddress(store, link, () => true)
  const { dictation } = state()
  expect(dictation).toHaveProperty('strokes')
  if (dictation !== null && 'strokes' in dictation) state().actions.setDrawing({ ...drawingOf(1), sheet: dictation })
  await settle()
  expect(state()).toMatchObject({
    view: { tab: 'gates' },
    cursor: { step: 14, unit: 37 },
    surgery: { isOpen: false, holds: [] },
    lens: { isOpen: false },
    notices: [],
  })
  expect(state().training.settings.epochs).not.toBe(9)
  expect(client.count('loadData')).toBe(0)
})
