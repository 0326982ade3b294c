import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { openKeyValueStore } from '../../data/key-value-store'
import { MemoryStore } from '../../data/memory-store.fixture'
import type { Stroke } from '../../data/strokes'
import { Hand } from './hand'
import { emptyHand, type HandState } from './hand-state'
import { HandStorage } from './hand-storage'

let place: MemoryStore
let state: HandState
let files: (readonly [string, Uint8Array])[]
let clock: number

beforeEach(() => {
  place = new MemoryStore()
  files = []
  clock = 1_800_000_000_000
})

/** As the page opens it: what an earlier one has kept is there. */
async function openHand(open: () => Promise<MemoryStore | ReturnType<typeof openKeyValueStore>> = async () => place): Promise<Hand> {
  state = emptyHand
  const hand = new Hand({
    storage: new HandStorage(open),
    get: () => state,
    set: (change) => (state = { ...state, ...change }),
    download: (...file) => void files.push(file),
    persist: async () => {},
    now: () => clock++,
  })
  await hand.load()
  return hand
}

const line = (x: number): readonly Stroke[] => [
  {
    points: [
      [x, 0.1],
      [x, 0.9],
    ],
    width: 0.07,
  },
]
const labels = () => state.drawings.map(({ label }) => label)
const full = () => Promise.reject(new DOMException('', 'QuotaExceededError'))

describe('the drawings of a hand', () => {
  it('are kept from visit to visit, relabelled, deleted and had back', async () => {
    const hand = await openHand()
    for (const label of [1, 7, 3]) await hand.keep(label, line(label / 10))
    await hand.relabel(state.drawings[1]!.id, 2)
    await hand.delete([state.drawings[0]!.id])
    expect([labels(), state.deleted.length]).toEqual([[2, 3], 1])
    const next = await openHand()
    expect(labels()).toEqual([2, 3])
    await next.deleteAll()
    expect([labels(), place.content.size]).toEqual([[], 0])
    await next.undoDelete()
    await openHand()
    expect(labels()).toEqual([2, 3])
  })

  it('are stored by IndexedDB as they are', async () => {
    const open = async () => openKeyValueStore('hand-test', 'drawings')
    const hand = await openHand(open)
    await hand.keep(4, line(0.3))
    const [kept] = state.drawings
    await openHand(open)
    expect(state.drawings).toEqual([kept])
  })

  it('that make no sense are counted, and stay where they are', async () => {
    const hand = await openHand()
    await hand.keep(1, line(0.5))
    place.content.set('other', { version: 2 })
    place.content.set('renamed', [...place.content.values()][0])
    await openHand()
    expect([labels(), state.damaged, place.content.size]).toEqual([[1], 2, 3])
  })

  it('go to a file and come back, each once', async () => {
    const hand = await openHand()
    await hand.keep(1, line(0.5))
    await hand.keep(2, line(0.4))
    hand.export()
    const file = () => new File([new Uint8Array(files[0]![1])], files[0]![0])
    const before = state.drawings.map(({ strokes }) => strokes)
    expect(await hand.import(file())).toBe(0)
    await hand.deleteAll()
    expect(await hand.import(file())).toBe(2)
    expect([files[0]![0], labels(), state.drawings.map(({ strokes }) => strokes)]).toEqual(['my-handwriting.json', [1, 2], before])
    await expect(hand.import(new File(['[]'], 'other.json'))).rejects.toMatchObject({ code: 'hand-file' })
    expect(labels()).toEqual([1, 2])
  })
})

describe('asking', () => {
  it('takes what is asked for, goes back, skips, and ends with ten of each', async () => {
    const hand = await openHand()
    await hand.ask()
    const asked = state.asking?.left ?? []
    expect(asked).toHaveLength(100)
    await hand.take(line(0.5))
    await hand.take([])
    const left = () => state.asking?.left ?? []
    expect([left().length, labels()]).toEqual([99, [asked[0]]])
    await hand.takeBack()
    expect([left(), labels(), place.content.size]).toEqual([asked, [], 0])
    hand.skip()
    expect([left()[0], left().at(-1)]).toEqual([asked[1], asked[0]])
    while (left().length > 0) await hand.take(line(0.5))
    expect([state.drawings.length, state.isDone]).toEqual([100, true])
    await hand.ask()
    expect([left().length, state.isDone]).toEqual([10, false])
    hand.stopAsking()
    expect(state.asking).toBeNull()
  })
})

describe('a storage that fails', () => {
  it('when it is full keeps all on the page, says so, and stores them once there is room', async () => {
    const hand = await openHand()
    const { putAll } = place
    place.putAll = full
    await hand.keep(1, line(0.5))
    expect([labels(), state.problem, place.content.size]).toMatchObject([[1], { code: 'hand', detail: { reason: { kind: 'full' } } }, 0])
    place.putAll = putAll
    await hand.keep(2, line(0.5))
    expect([labels(), state.problem, place.content.size]).toEqual([[1, 2], null, 2])
  })

  it('when there is none goes on until the page is closed', async () => {
    const hand = await openHand(() => Promise.reject(new ReferenceError('indexedDB is not defined')))
    await hand.keep(1, line(0.5))
    expect([state.state, labels(), state.problem]).toMatchObject(['ready', [1], { code: 'hand', detail: { reason: { kind: 'absent' } } }])
  })

  it('has room for so many drawings and no more', async () => {
    const hand = await openHand()
    state = {
      ...state,
      drawings: Array.from({ length: 5000 }, (_, index) => ({ id: String(index), label: 1, drawn: index, strokes: line(0.5) })),
    }
    await hand.keep(2, line(0.5))
    expect([state.drawings.length, state.problem]).toMatchObject([5000, { detail: { reason: { kind: 'tooMany', limit: 5000 } } }])
  })
})
