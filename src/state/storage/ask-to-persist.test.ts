import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../data/memory-store.fixture'
import { openHand } from '../hand/open-hand'
import { openShelf, type ModelAccess } from '../shelf/open-shelf'
import { newPage, settle, type OpenStore, type TestPage } from '../store.fixture'
import { fakeStorage } from './browser-storage.fixture'
import { storageActions } from './storage-actions'

/** When the browser is asked to delete nothing by itself. */

const persist = vi.fn(async () => false)
const models = (): ModelAccess => ({ keptModel: null, modelFile: async () => Uint8Array.of(1), openKept: async () => {} })

let page: TestPage
let opened: OpenStore

beforeEach(async () => {
  vi.useFakeTimers()
  persist.mockClear()
  page = newPage()
  opened = await page.readyStore()
})

afterEach(() => vi.useRealTimers())

/** What keeps models and a hand, as each visit opens it. */
function openVisit() {
  const places = [new MemoryStore(), new MemoryStore()] as const
  const storage = { ...fakeStorage, persist }
  const environment = { ...page.environment, storage, openShelfStore: async () => places[0], openHandStore: async () => places[1] }
  const { store } = opened
  return {
    storage,
    shelf: openShelf({ store, environment, models, hasRun: () => false }),
    hand: openHand({ store, client: page.client, environment, models }).hand,
  }
}

it('once in a visit, when a model is kept or a hand is written', async () => {
  const { shelf, hand } = openVisit()
  await shelf.shelf.load()
  await hand.load()
  await settle()
  expect(persist).not.toHaveBeenCalled()
  await shelf.keepNow()
  expect(opened.state().shelf.models).toHaveLength(1)
  expect(persist).toHaveBeenCalledTimes(1)
  // Who has said no is left in peace.
  await shelf.keepNow()
  await hand.ask()
  expect(persist).toHaveBeenCalledTimes(1)

  const next = openVisit()
  await next.hand.ask()
  await next.hand.ask()
  expect(persist).toHaveBeenCalledTimes(2)
})

it('whenever the visitor presses the button for it', async () => {
  const { storage, shelf } = openVisit()
  await shelf.keepNow()
  const reset = { runs: () => {}, models: () => {}, hand: () => {} }
  const actions = storageActions({ storage, reset, endVisit: () => {}, onError: () => {} })
  expect(await actions.persistStorage()).toBe(false)
  expect(persist).toHaveBeenCalledTimes(2)
})
