import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DatabaseError } from './database-error'
import { openKeyValueStore } from './key-value-store'
import { stubIndexedDb } from './mnist.fixture'
import type { MigrationStep } from './migration-step'
import { BLOCKED_MS, makeStores, openDatabase } from './open-database'

/** Databases of older and newer versions of the page. In a real browser, and with one that is killed: `e2e/migration.spec.ts`. */

const NAME = 'test'
const first = makeStores('things')

/** Adds one to every value. */
const countUp: MigrationStep = async (_, transaction) => {
  const things = transaction.objectStore('things')
  const keys = await done(things.getAllKeys())
  for (const key of keys) things.put(Number(await done(things.get(key))) + 1, key)
}

const fails: MigrationStep = async (database, transaction) => {
  database.createObjectStore('more')
  await countUp(database, transaction)
  throw new Error('no more')
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('failed')))
  })
}

async function contents(steps: readonly MigrationStep[]): Promise<{ version: number; stores: string[]; values: unknown[] }> {
  const db = await openDatabase({ name: NAME, steps })
  const values: unknown[] = await db.getAll('things')
  db.close()
  return { version: db.version, stores: [...db.objectStoreNames], values }
}

beforeEach(async () => {
  stubIndexedDb()
  const db = await openDatabase({ name: NAME, steps: [first] })
  await db.put('things', 1, 'a')
  await db.put('things', 10, 'b')
  db.close()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a database that an older page has left', () => {
  it('is brought to the newest version step by step, once', async () => {
    const steps = [first, countUp, makeStores('more'), countUp]
    const expected = { version: 4, stores: ['more', 'things'], values: [3, 12] }
    expect(await contents(steps)).toEqual(expected)
    expect(await contents(steps)).toEqual(expected)
  })

  it('is made at once in the newest version where there is none', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    expect(await contents([first, countUp])).toEqual({ version: 2, stores: ['things'], values: [] })
  })

  it('stays whole where a step fails, which is told; the next page that can brings it on', async () => {
    await expect(contents([first, countUp, fails])).rejects.toThrow('no more')
    expect(await contents([first])).toEqual({ version: 1, stores: ['things'], values: [1, 10] })
    expect(await contents([first, countUp])).toEqual({ version: 2, stores: ['things'], values: [2, 11] })
  })

  it('that is held by an older page is waited for, and told of in the end', async () => {
    const held = await openDatabase({ name: NAME, steps: [first] }, { onVersionChange: () => {} })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const opening = contents([first, countUp]).then(
      () => null,
      (error: unknown) => error,
    )
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    await vi.advanceTimersByTimeAsync(BLOCKED_MS)
    expect(await opening).toMatchObject({ code: 'database', detail: { name: NAME, problem: 'blocked' } })
    vi.useRealTimers()
    held.close()
    await vi.waitFor(async () => expect(await contents([first, countUp])).toEqual({ version: 2, stores: ['things'], values: [2, 11] }))
  })

  it('is let go by an older page that hears of it', async () => {
    const older = await openDatabase({ name: NAME, steps: [first] }, { onVersionChange: () => older.close() })
    expect((await contents([first, countUp])).version).toBe(2)
  })
})

describe('a database that a newer page has left', () => {
  it('is not opened, which is told, and stays as it is', async () => {
    await contents([first, countUp])
    await expect(contents([first])).rejects.toThrow(DatabaseError)
    await expect(openKeyValueStore(NAME, 'things').get('a')).rejects.toMatchObject({ detail: { name: NAME, problem: 'newer' } })
    expect((await contents([first, countUp])).values).toEqual([2, 11])
  })
})
