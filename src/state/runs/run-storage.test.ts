import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type KeyValueStore, openKeyValueStore } from '../../data/key-value-store'
import { stubIndexedDb } from '../../data/mnist.fixture'
import { failureOf } from '../../testing/failure-of'
import { MOST_RUNS } from './kept-run'
import { keptRun } from './kept-run.fixture'
import { STORAGE_LIMIT_MS } from '../storage/calls'
import { RunStorage } from './run-storage'

const open = async (): Promise<KeyValueStore<unknown>> => openKeyValueStore('gatelight-runs', 'runs')
const [first, second] = [keptRun('first', { began: 1 }), keptRun('second', { began: 2 })]

/** A store of which some calls do something else. */
function broken(change: Partial<KeyValueStore<unknown>>): RunStorage {
  return new RunStorage(async () => ({ ...(await open()), ...change }))
}

function failing(name: string): () => Promise<never> {
  return () => Promise.reject(new DOMException('', name))
}

beforeEach(stubIndexedDb)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the storage of runs', () => {
  it('gives back what was stored, the oldest first, on the next visit', async () => {
    expect(await new RunStorage(open).load()).toEqual({ runs: [], baseline: null, damaged: 0 })
    await new RunStorage(open).put([second, first], 0)
    await new RunStorage(open).pin('second')
    expect(await new RunStorage(open).load()).toEqual({ runs: [first, second], baseline: 'second', damaged: 0 })
    const storage = new RunStorage(open)
    await storage.put([{ ...first, name: 'renamed' }], 1)
    await storage.delete(['second'])
    await storage.pin(null)
    expect(await storage.load()).toEqual({ runs: [{ ...first, name: 'renamed' }], baseline: null, damaged: 0 })
  })

  it('leaves out what makes no sense, and says how much', async () => {
    const storage = new RunStorage(open)
    await storage.put([first], 0)
    const entries: [string, unknown][] = [
      ['a', 'nonsense'],
      ['b', { ...first, id: 'b' }],
      ['c', null],
      // Under another key than its own it would come back after it was deleted.
      ['d', { version: 1, ...first }],
      ['baseline:', { id: 'first' }],
    ]
    await (await open()).putAll(new Map(entries))
    expect(await storage.load()).toEqual({ runs: [first], baseline: null, damaged: 4 })
  })

  it('says why nothing can be kept', async () => {
    const cases: readonly (readonly [RunStorage, string])[] = [
      [new RunStorage(() => Promise.reject(new ReferenceError('indexedDB is not defined'))), 'absent'],
      [broken({ putAll: failing('SecurityError') }), 'absent'],
      [broken({ putAll: failing('QuotaExceededError') }), 'full'],
      [broken({ putAll: failing('AbortError') }), 'other'],
    ]
    for (const [storage, kind] of cases) {
      expect(await failureOf(storage.put([first], 0))).toMatchObject({ code: 'run-storage', detail: { action: 'write', reason: { kind } } })
    }
    vi.stubGlobal('indexedDB', undefined)
    expect(await failureOf(new RunStorage(open).load())).toMatchObject({ code: 'run-storage', detail: { action: 'read' } })
  })

  it('stores no more than it says', async () => {
    const storage = new RunStorage(open)
    await storage.put([first], MOST_RUNS - 1)
    expect(await failureOf(storage.put([second], MOST_RUNS))).toMatchObject({ detail: { reason: { kind: 'tooMany', limit: MOST_RUNS } } })
    expect((await storage.load()).runs).toEqual([first])
  })

  it('waits for nothing that never answers, and then goes on with the next', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const hang = vi.fn(() => new Promise<never>(() => {}))
    const storage = broken({ putAll: hang })
    const failed = failureOf(storage.put([first], 0))
    const next = storage.load()
    await vi.advanceTimersByTimeAsync(STORAGE_LIMIT_MS)
    expect(await failed).toMatchObject({ detail: { reason: { kind: 'silent' } } })
    vi.useRealTimers()
    expect(await next).toMatchObject({ runs: [] })
  })
})
