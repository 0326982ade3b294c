import { describe, expect, it } from 'vitest'
import { hasMnist } from '../testing/fixtures'
import { fromStream, readAtMost, type Bytes } from './byte-reader'
import { openDataCache } from './mnist-cache'
import { gunzip } from './gzip'
import { loadMnist } from './mnist'

// What a browser does otherwise than Node: its own decompressor, network and database.

const place = { source: 'page', file: 'images' }
const content = new Uint8Array(200_000).map((_, index) => (index * index) % 253)

async function gzip(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function unzip(...pieces: readonly Bytes[]): Promise<Bytes> {
  return readAtMost(gunzip(fromStream(new Blob([...pieces]).stream()), place), 300_000)
}

describe('gunzip in a browser', () => {
  it('gives the content, and refuses what is cut off or followed by more', async () => {
    const zipped = await gzip(content)
    expect(await unzip(zipped)).toEqual(content)
    const gzipFault = { detail: { fault: { kind: 'gzip' }, source: 'page', file: 'images' } }
    await expect(unzip(zipped.subarray(0, 1000))).rejects.toMatchObject(gzipFault)
    await expect(unzip(zipped.subarray(0, -1))).rejects.toMatchObject(gzipFault)
    await expect(unzip(zipped, new Uint8Array(5))).rejects.toMatchObject(gzipFault)
    await expect(unzip(zipped, zipped)).rejects.toMatchObject(gzipFault)
  })

  it('stops at the limit of a decompression bomb', async () => {
    const bomb = await gzip(new Uint8Array(50_000_000))
    expect(await readAtMost(gunzip(fromStream(new Blob([bomb]).stream()), place), 100)).toHaveLength(100)
  })
})

describe('the cache in a browser', () => {
  it('keeps bytes between connections, all of them or none', async () => {
    const name = `test-${crypto.randomUUID()}`
    try {
      await openDataCache(name).putAll(new Map([['a', content]]))
      expect(await openDataCache(name).get('a')).toEqual(content)
      await openDataCache(name).delete('a')
      expect(await openDataCache(name).get('a')).toBeUndefined()

      const gone = new Uint8Array(4)
      structuredClone(gone, { transfer: [gone.buffer] })
      const entries = new Map([
        ['b', content],
        ['c', gone],
      ])
      await expect(openDataCache(name).putAll(entries)).rejects.toThrow()
      expect(await openDataCache(name).get('b')).toBeUndefined()
    } finally {
      indexedDB.deleteDatabase(name)
    }
  })
})

describe.skipIf(!hasMnist)('MNIST in a browser', () => {
  it('comes over the network, then from the cache', async () => {
    const name = `test-${crypto.randomUUID()}`
    const cache = openDataCache(name)
    // The test server has the files in another folder than the page has.
    const fromServer: typeof fetch = (input, init) => {
      if (!(input instanceof URL)) throw new TypeError('expected a URL')
      return fetch(new URL(`/@mnist/${input.pathname.split('/').at(-1)}`, location.href), init)
    }
    try {
      const loaded = await loadMnist({ baseUrl: location.href, cache, fetch: fromServer })
      expect(loaded).toMatchObject({ origin: 'page', failures: [] })
      expect(loaded.dataset.train.images).toHaveLength(60_000 * 784)
      const again = await loadMnist({ baseUrl: location.href, cache, fetch: () => Promise.reject(new Error('nobody asks')) })
      expect(again).toMatchObject({ origin: 'cache', failures: [] })
      expect(Array.from(again.dataset.test.labels.subarray(0, 5))).toEqual([7, 2, 1, 0, 4])
    } finally {
      indexedDB.deleteDatabase(name)
    }
  })
})
