import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keptRun } from './kept-run.fixture'
import { KeptRuns } from './kept-runs'
import { RunStorageError } from './errors'
import type { RunStorage, StoredRuns } from './run-storage'
import { noRuns, type RunsState } from './runs-state'

const [first, second] = [keptRun('first', { began: 1 }), keptRun('second', { began: 2 })]
const group = { id: 'g', name: 'seeds' }
const seeds = [1, 2].map((seed) => keptRun(`seed-${seed}`, { began: 2 + seed, group }))

let stored: StoredRuns
let isFull: boolean
let state: RunsState
let kept: KeptRuns

const full = (): never => {
  throw new RunStorageError({ action: 'write', reason: { kind: 'full' } })
}
const storage: Pick<RunStorage, 'load' | 'put' | 'delete' | 'pin'> = {
  load: vi.fn(async () => stored),
  put: async (runs) => {
    if (isFull) full()
    stored = { ...stored, runs: [...stored.runs.filter(({ id }) => runs.every((run) => run.id !== id)), ...runs] }
  },
  delete: async (ids) => void (stored = { ...stored, runs: stored.runs.filter(({ id }) => !ids.includes(id)) }),
  pin: async (baseline) => void (stored = { ...stored, baseline }),
}
const names = () => state.runs.map(({ name }) => name)
const storedIds = () => stored.runs.map(({ id }) => id)

beforeEach(() => {
  stored = { runs: [first, second, ...seeds], baseline: 'first', damaged: 1 }
  isFull = false
  state = noRuns
  kept = new KeptRuns({
    storage,
    get: () => state,
    set: (change) => (state = { ...state, ...change }),
  })
})

describe('runs of earlier visits', () => {
  it('are read once, with their baseline; the newest are shown', async () => {
    await Promise.all([kept.load(), kept.load()])
    expect(storage.load).toHaveBeenCalledTimes(1)
    expect(state).toMatchObject({ state: 'ready', runs: stored.runs, baseline: 'first', damaged: 1, chosen: ['first', 'second', 'g'] })
  })

  it('have no baseline that is gone', async () => {
    stored = { ...stored, baseline: 'gone' }
    await kept.load()
    expect(state).toMatchObject({ baseline: null, chosen: ['second', 'g'] })
  })

  it('may not be read, and new ones are kept all the same', async () => {
    vi.mocked(storage.load).mockRejectedValueOnce(new RunStorageError({ action: 'read', reason: { kind: 'absent' } }))
    await kept.load()
    expect(state).toMatchObject({ state: 'ready', runs: [], problem: { code: 'run-storage', detail: { action: 'read' } } })
    kept.add(first)
    expect(names()).toEqual(['first'])
  })
})

describe('a run', () => {
  beforeEach(() => kept.load())

  it('is shown as it begins, and no more lines than are told apart', () => {
    for (let place = 0; place < 10; place++) kept.add(keptRun(`new-${place}`))
    expect(state.chosen).toEqual(Array.from({ length: 8 }, (_, place) => `new-${place + 2}`))
    kept.add(keptRun('seed-3', { group }))
    expect(state.chosen.at(-1)).toBe('g')
  })

  it('is renamed, alone or with its group, and not to nothing', async () => {
    await kept.rename('second', '  better\u202E ')
    await kept.rename('g', 'five seeds')
    await kept.rename('first', '   ')
    expect(stored.runs.map((run) => [run.name, run.group?.name]).toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['better', undefined],
      ['first', undefined],
      ['seed-1', 'five seeds'],
      ['seed-2', 'five seeds'],
    ])
    expect(names()).toEqual(['first', 'better', 'seed-1', 'seed-2'])
  })

  it('is deleted, baseline or not, and had back', async () => {
    await kept.delete('first')
    expect(state).toMatchObject({ baseline: null, deleted: [first], chosen: ['second', 'g'] })
    expect(stored.baseline).toBeNull()
    await kept.delete('g')
    expect(names()).toEqual(['second'])
    expect(storedIds()).toEqual(['second'])
    await kept.undoDelete()
    expect(names()).toEqual(['second', 'seed-1', 'seed-2'])
    expect(storedIds()).toEqual(['second', 'seed-1', 'seed-2'])
    expect(state).toMatchObject({ deleted: [], chosen: ['second', 'g'] })
  })

  it('that was the baseline is it again when it is had back, unless another is by now', async () => {
    await kept.delete('first')
    await kept.undoDelete()
    expect(state.baseline).toBe('first')
    expect(stored.baseline).toBe('first')
    await kept.delete('first')
    await kept.pin('second')
    await kept.undoDelete()
    expect(state.baseline).toBe('second')
  })

  it('that was deleted while it went on does not come back by itself', async () => {
    kept.add(keptRun('new'))
    await kept.delete('new')
    kept.update({ id: 'new', seconds: 9 })
    await kept.store(['new'])
    expect([...names(), ...storedIds()]).not.toContain('new')
  })

  it('is the baseline until another is', async () => {
    await kept.pin('second')
    expect([state.baseline, stored.baseline]).toEqual(['second', 'second'])
    await kept.pin(null)
    expect([state.baseline, stored.baseline]).toEqual([null, null])
  })
})

it('what has no room is kept for this visit, which is said, and stored once there is room', async () => {
  await kept.load()
  isFull = true
  const added = keptRun('new')
  kept.add(added)
  await kept.store(['new'])
  expect(state).toMatchObject({ problem: { code: 'run-storage', detail: { action: 'write', reason: { kind: 'full' } } } })
  expect(names()).toContain('new')
  expect(storedIds()).not.toContain('new')
  isFull = false
  await kept.delete('first')
  expect(storedIds()).toContain('new')
  expect(state.problem).toBeNull()
})
