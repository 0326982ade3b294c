import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DataCache, openDataCache, readCache, writeCache } from './mnist-cache'
import type { DataFailure, DataFault } from './errors'
import { addressOf, containing, stubIndexedDb, tinyContents, tinyFolder, tinyManifest } from './mnist.fixture'
import { loadMnist } from './mnist'

const IMAGES = tinyManifest.trainImages

async function filled(): Promise<DataCache> {
  const cache = openDataCache()
  const failures: DataFailure[] = []
  await writeCache(cache, tinyManifest, tinyContents, failures)
  expect(failures).toEqual([])
  return cache
}

/** Loads from a page that has all the files. */
function load(cache?: DataCache) {
  const folder = tinyFolder()
  const fetch: typeof globalThis.fetch = async (input) => new Response(folder.get(addressOf(input).split('/').at(-1) ?? '') ?? null)
  return loadMnist({ baseUrl: 'https://example.test/', manifest: tinyManifest, fetch, ...(cache && { cache }) })
}

beforeEach(stubIndexedDb)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the cache', () => {
  it('gives back what was stored', async () => {
    const cache = await filled()
    expect(await readCache(cache, tinyManifest, [])).toEqual(tinyContents)
  })

  it('is no failure while it is empty', async () => {
    const failures: DataFailure[] = []
    expect(await readCache(openDataCache(), tinyManifest, failures)).toBe('incomplete')
    expect(failures).toEqual([])
  })

  it.each<[string, unknown, DataFault]>([
    ['other content', Uint8Array.from(tinyContents.trainImages).fill(9, 900), { kind: 'hash', file: IMAGES.name }],
    ['half of it', tinyContents.trainImages.slice(0, 1000), { kind: 'size', expected: tinyContents.trainImages.length, actual: 1000 }],
    ['no bytes', '<html>', { kind: 'magic', found: null }],
  ])('deletes an entry with %s and loads again', async (_, entry, fault) => {
    const cache = await filled()
    const deleted = vi.spyOn(cache, 'delete')
    const get = cache.get.bind(cache)
    vi.spyOn(cache, 'get').mockImplementation(async (key) => {
      // The damage is there until the entry is replaced.
      return key === IMAGES.sha256 && deleted.mock.calls.length === 0 ? entry : get(key)
    })
    const { origin, failures } = await load(cache)
    expect(origin).toBe('page')
    expect(failures).toEqual([{ source: 'cache', file: IMAGES.name, fault }])
    expect(deleted.mock.calls).toEqual([[IMAGES.sha256]])
    expect(await load(cache)).toMatchObject({ origin: 'cache', failures: [] })
  })

  it('does not fail a load when there is no storage', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const { origin, failures } = await load()
    expect(origin).toBe('page')
    expect(failures).toEqual([{ source: 'cache', file: IMAGES.name, fault: { kind: 'storage', action: 'read', original: containing('') } }])
  })

  it('does not fail a load when the storage is full', async () => {
    const cache = openDataCache()
    vi.spyOn(cache, 'putAll').mockRejectedValue(new DOMException('', 'QuotaExceededError'))
    const { origin, failures } = await load(cache)
    expect(origin).toBe('page')
    expect(failures).toEqual([
      { source: 'cache', file: IMAGES.name, fault: { kind: 'storage', action: 'write', original: 'QuotaExceededError' } },
    ])
  })

  it('stores all files or none', async () => {
    const cache = openDataCache()
    const uncloneable = new Uint8Array(4)
    structuredClone(uncloneable, { transfer: [uncloneable.buffer] })
    const entries = new Map([
      ['a', new Uint8Array([1])],
      ['b', uncloneable],
    ])
    await expect(cache.putAll(entries)).rejects.toThrow()
    expect(await cache.get('a')).toBeUndefined()
  })

  it('does not wait for a database that hangs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const hang = () => new Promise<never>(() => {})
    const cache: DataCache = { get: hang, keys: hang, entries: hang, putAll: hang, delete: hang }
    const loading = load(cache)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await loading).toMatchObject({ origin: 'page', failures: [{ fault: { original: 'no answer for 10 seconds' } }] })
  })
})
