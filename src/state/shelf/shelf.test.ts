import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '../../data/memory-store.fixture'
import { model } from '../store.fixture'
import { Shelf } from './shelf'
import { emptyShelf, MOST_MODELS, recordOfModel, type ShelfModel, type ShelfState } from './shelf-state'
import { ShelfStorage } from './shelf-storage'

let place: MemoryStore
let state: ShelfState
let opened: unknown[]
let files: unknown[]

beforeEach(() => {
  place = new MemoryStore()
  opened = []
  files = []
})

/** As the page opens it: what an earlier one has kept is there. */
async function openShelf(): Promise<Shelf> {
  state = emptyShelf
  const shelf = new Shelf({
    storage: new ShelfStorage(async () => place),
    get: () => state,
    set: (change) => (state = { ...state, ...change }),
    open: async (...given) => void opened.push(given),
    download: (...given) => void files.push(given),
  })
  await shelf.load()
  return shelf
}

const curve = Float32Array.of(2, 1)
const keepable = (byte: number, run: string | null = null) => ({ model, file: Uint8Array.of(byte), curve, run })
const names = () => state.models.map(({ name }) => name)
const idOf = (name: string): string => state.models.find((kept) => kept.name === name)!.id

describe('the shelf', () => {
  it('keeps models from visit to visit, each under a name of its own', async () => {
    const shelf = await openShelf()
    await shelf.keep(keepable(1))
    await shelf.keep(keepable(2))
    await shelf.duplicate(idOf('row-lstm 2'))
    await shelf.rename(idOf('row-lstm'), '  my own\n')
    const next = await openShelf()
    expect(names().toSorted()).toEqual(['my own', 'row-lstm 2', 'row-lstm 3'])
    for (const name of ['my own', 'row-lstm 3']) await next.open(idOf(name))
    expect(opened).toEqual([
      [Uint8Array.of(1), 'my own'],
      [Uint8Array.of(2), 'row-lstm 3'],
    ])
    await next.download(idOf('my own'))
    expect(files).toEqual([['my own.safetensors', Uint8Array.of(1)]])
    expect(state.models.at(-1)).toMatchObject({ bytes: 1, model, curve })
  })

  it('has the model of a run once, as it was last, under the name that it was given', async () => {
    const shelf = await openShelf()
    await shelf.keep(keepable(1, 'run'))
    await shelf.rename(idOf('row-lstm'), 'mine')
    await shelf.keep(keepable(2, 'run'))
    expect(names()).toEqual(['mine'])
    await shelf.open(idOf('mine'))
    expect(opened).toEqual([[Uint8Array.of(2), 'mine']])
  })

  it('has back what was deleted last', async () => {
    const shelf = await openShelf()
    await shelf.keep(keepable(1))
    await shelf.delete(idOf('row-lstm'))
    expect([names(), state.deleted?.name]).toEqual([[], 'row-lstm'])
    expect(place.content.size).toBe(0)
    await shelf.undoDelete()
    expect([names(), state.deleted]).toEqual([['row-lstm'], null])
    await openShelf()
    expect(names()).toEqual(['row-lstm'])
  })
})

describe('a storage that fails', () => {
  it('when it is full keeps what is there, says so, and no longer once there is room', async () => {
    const shelf = await openShelf()
    await shelf.keep(keepable(1))
    const { putAll } = place
    place.putAll = () => Promise.reject(new DOMException('', 'QuotaExceededError'))
    await shelf.keep(keepable(2))
    expect([names(), state.problem]).toMatchObject([['row-lstm'], { code: 'shelf', detail: { action: 'write', reason: { kind: 'full' } } }])
    place.putAll = putAll
    await shelf.keep(keepable(2))
    expect([names().length, state.problem]).toEqual([2, null])
  })

  it('when a file is gone opens nothing, and the model can still be deleted', async () => {
    const shelf = await openShelf()
    await shelf.keep(keepable(1))
    await place.delete(`${idOf('row-lstm')} file`)
    await shelf.open(idOf('row-lstm'))
    expect([opened, state.problem]).toMatchObject([[], { code: 'shelf', detail: { action: 'read' } }])
    await shelf.delete(idOf('row-lstm'))
    expect([names(), state.deleted]).toEqual([[], null])
  })

  it('when it holds nonsense leaves that out, and counts it', async () => {
    place.content.set('a card', { version: 1, id: 'b' })
    place.content.set('b card', 7)
    await openShelf()
    expect([names(), state.damaged]).toEqual([[], 2])
  })

  it('when it is absent tells so', async () => {
    place.keys = () => Promise.reject(new DOMException('', 'SecurityError'))
    await openShelf()
    expect(state).toMatchObject({ state: 'ready', problem: { code: 'shelf', detail: { action: 'read', reason: { kind: 'absent' } } } })
  })

  it('keeps no more than so many', async () => {
    for (let number = 0; number < MOST_MODELS; number++) {
      const card: ShelfModel = { id: `m${number}`, name: `m${number}`, saved: number, bytes: 1, model, curve, run: null }
      place.content.set(`m${number} card`, recordOfModel(card))
    }
    const shelf = await openShelf()
    await shelf.keep(keepable(1))
    expect([names().length, state.problem]).toMatchObject([MOST_MODELS, { detail: { reason: { kind: 'tooMany', limit: MOST_MODELS } } }])
  })
})
