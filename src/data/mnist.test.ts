import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bytes } from './byte-reader'
import { hasMnist, loadMnistFile } from '../testing/fixtures'
import { openDataCache, type DataCache } from './mnist-cache'
import { DataUnavailableError, type DataFault } from './errors'
import { loadMnist, MNIST_MIRRORS, type MnistOptions } from './mnist'
import { addressOf, containing, gzip, idxFile, joined, stubIndexedDb, text, tinyContents, tinyFolder, tinyManifest } from './mnist.fixture'
import { MNIST_PARTS } from './mnist-files'
import type { DataProgress } from './progress'

const PAGE = 'https://example.test/gatelight/mnist/'
const [first, second, third] = MNIST_MIRRORS
const LABELS = 't10k-labels-idx1-ubyte'
const IMAGES = 'train-images-idx3-ubyte'

/** A body, an answer of another kind, or an error to throw. */
type Reply = Bytes | Response | Error | null

/** A network of folders; records what is asked for. */
function network(folders: Readonly<Record<string, ReadonlyMap<string, Reply>>>) {
  const asked: string[] = []
  const request: typeof fetch = async (input) => {
    const url = addressOf(input)
    asked.push(url)
    const cut = url.lastIndexOf('/') + 1
    const reply = folders[url.slice(0, cut)]?.get(url.slice(cut)) ?? null
    if (reply instanceof Error) throw reply
    if (reply instanceof Response) return reply
    if (reply === null) return new Response('not here', { status: 404 })
    return new Response(reply, { headers: { 'content-length': String(reply.length) } })
  }
  return { fetch: request, asked }
}

function load(folders: Parameters<typeof network>[0], options: Partial<MnistOptions> = {}) {
  return loadMnist({ baseUrl: 'https://example.test/gatelight/', manifest: tinyManifest, fetch: network(folders).fetch, ...options })
}

async function cachedFiles(cache: DataCache): Promise<number> {
  const entries = await Promise.all(MNIST_PARTS.map((part) => cache.get(tinyManifest[part].sha256)))
  return entries.filter((entry) => entry !== undefined).length
}

beforeEach(stubIndexedDb)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('loadMnist', () => {
  it("takes the page's own folder, then the cache without asking the network", async () => {
    const fromPage = await load({ [PAGE]: tinyFolder() })
    expect(fromPage).toMatchObject({ origin: 'page', failures: [] })
    expect(fromPage.dataset.train.images).toEqual(tinyContents.trainImages.subarray(16))
    expect(fromPage.dataset.train.labels).toEqual(tinyContents.trainLabels.subarray(8))
    expect(fromPage.dataset.test.images).toHaveLength(2 * 784)
    expect(fromPage.dataset.test.labels).toEqual(new Uint8Array([0, 1]))

    const { fetch, asked } = network({})
    const fromCache = await load({}, { fetch })
    expect(fromCache).toMatchObject({ origin: 'cache', failures: [], dataset: fromPage.dataset })
    expect(asked).toEqual([])
  })

  it('goes through the mirrors in order and takes all files from one', async () => {
    const { fetch, asked } = network({ [first!]: tinyFolder({ [`${IMAGES}.gz`]: null }), [second!]: tinyFolder() })
    const { origin, failures } = await load({}, { fetch })
    expect(origin).toBe(second)
    expect(failures).toEqual([
      { source: 'page', file: LABELS, fault: { kind: 'http', status: 404 } },
      { source: first, file: IMAGES, fault: { kind: 'http', status: 404 } },
    ])
    expect(asked.filter((url) => url.startsWith(second!))).toHaveLength(4)
    expect(asked.filter((url) => url.startsWith(third!))).toEqual([])
  })

  it('takes files that arrive uncompressed', async () => {
    const folder = new Map<string, Reply>(MNIST_PARTS.map((part) => [`${tinyManifest[part].name}.gz`, tinyContents[part]]))
    expect(await load({ [PAGE]: folder })).toMatchObject({ origin: 'page', failures: [] })
  })

  const good = gzip(tinyContents.trainImages)
  const wrongContent = Uint8Array.from(tinyContents.trainImages, (byte, index) => (index === 500 ? byte ^ 1 : byte))
  it.each<[string, Reply, { readonly kind: DataFault['kind'] } & Readonly<Record<string, unknown>>]>([
    ['HTML', text('<!doctype html><title>Not found</title>'), { kind: 'html' }],
    ['gzipped HTML', gzip(text('<html></html>')), { kind: 'html' }],
    ['a wrong magic number', gzip(idxFile([3, 28, 28], [0, 0, 9, 3])), { kind: 'magic', found: '00 00 09 03' }],
    ['another file of the set', gzip(tinyContents.testImages), { kind: 'shape', actual: [2, 28, 28], needed: [[3, 28, 28]] }],
    ['too few bytes', gzip(tinyContents.trainImages.slice(0, -1)), { kind: 'size', expected: 2368, actual: 2367 }],
    ['too many bytes', gzip(joined(tinyContents.trainImages, text('more'))), { kind: 'size', expected: 2368, actual: null }],
    ['wrong content', gzip(wrongContent), { kind: 'hash', file: IMAGES }],
    ['a truncated gzip', good.slice(0, -9), { kind: 'gzip' }],
    ['bytes behind the gzip', joined(good, new Uint8Array(3)), { kind: 'gzip' }],
    ['nothing', new Uint8Array(0), { kind: 'empty' }],
    ['no body', new Response(null, { status: 204 }), { kind: 'empty' }],
    ['an error of the server', new Response('busy', { status: 503 }), { kind: 'http', status: 503 }],
    ['no connection', new TypeError('Failed to fetch'), { kind: 'network', original: 'Failed to fetch' }],
    ['a connection that breaks', new Response(brokenAfter(good.slice(0, 40))), { kind: 'network', original: 'reset' }],
  ])('passes over a source that gives %s, and caches nothing of it', async (_, reply, fault) => {
    const bad = new Map<string, Reply>(tinyFolder()).set(`${IMAGES}.gz`, reply)
    const cache = openDataCache()
    const repeated = reply instanceof Response ? [] : MNIST_MIRRORS.map((mirror) => [mirror, bad] as const)
    const failed: unknown = await load({ [PAGE]: bad, ...Object.fromEntries(repeated) }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(DataUnavailableError)
    expect(failed).toMatchObject({
      detail: { failures: { length: 4, 0: { source: 'page', file: IMAGES, fault } } },
    })
    expect(await cachedFiles(cache)).toBe(0)

    expect(await load({ [first!]: tinyFolder() })).toMatchObject({ origin: first, failures: { length: 1 } })
    expect(await cachedFiles(cache)).toBe(4)
  })

  it('says what to do when nothing works', async () => {
    await expect(load({})).rejects.toMatchObject({
      code: 'data-unavailable',
      message: containing(`source ${third}, file ${LABELS}, fault http (status 404)`),
    })
  })

  it.each([
    ['never answers', (): Promise<Response> => new Promise(() => {})],
    ['stops in the middle', async () => new Response(brokenAfter(good.slice(0, 40), 'silence'))],
  ])('passes over a source that %s after ten seconds', async (_, stalling) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { fetch } = network({ [first!]: tinyFolder() })
    let asked: () => void = () => {}
    const isAsked = new Promise<void>((resolve) => (asked = resolve))
    const loading = load(
      {},
      {
        cache: openDataCache('stall'),
        fetch: (input, init) => {
          if (!addressOf(input).startsWith(PAGE)) return fetch(input, init)
          asked()
          return stalling()
        },
      },
    )
    await isAsked
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(9_900)
    expect(await Promise.race([loading, Promise.resolve('waiting')])).toBe('waiting')
    await vi.advanceTimersByTimeAsync(200)
    const { origin, failures } = await loading
    expect(origin).toBe(first)
    expect(failures).toEqual([{ source: 'page', file: LABELS, fault: { kind: 'stalled', seconds: 10 } }])
  })

  it('does not ask the mirrors when the browser is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    const { fetch, asked } = network({ [first!]: tinyFolder() })
    await expect(load({}, { fetch })).rejects.toMatchObject({
      detail: { failures: [{ source: 'page' }, ...MNIST_MIRRORS.map((source) => ({ source, fault: { kind: 'offline' } }))] },
    })
    expect(asked).toEqual([`${PAGE}${LABELS}.gz`])
  })

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController()
    const loading = load({}, { fetch: () => new Promise(() => {}), signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 20)
    await expect(loading).rejects.toThrow('enough')
  })

  it('is checked as well where the platform has no hash: on a page that came over plain http', async () => {
    vi.stubGlobal('crypto', {})
    const { fetch } = network({ [PAGE]: tinyFolder() })
    expect(await load({}, { fetch })).toMatchObject({ origin: 'page', failures: [] })
    const damaged = new Map<string, Reply>(tinyFolder())
    damaged.set(`${LABELS}.gz`, new Response(gzip(Uint8Array.from(tinyContents.testLabels).fill(7, 8))))
    const other = network({ [PAGE]: damaged })
    await expect(load({}, { fetch: other.fetch, cache: openDataCache('plain') })).rejects.toMatchObject({
      detail: { failures: [{ fault: { kind: 'hash' } }, ...MNIST_MIRRORS.map(() => ({}))] },
    })
  })

  it('asks for nothing where content cannot be checked', async () => {
    vi.doMock('@noble/hashes/sha2.js', () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
    vi.stubGlobal('crypto', {})
    const { fetch, asked } = network({ [PAGE]: tinyFolder() })
    await expect(load({}, { fetch })).rejects.toMatchObject({ detail: { failures: [{ fault: { kind: 'unchecked' } }] } })
    expect(asked).toEqual([])
  })

  it('counts compressed bytes where their number is announced, else uncompressed ones', async () => {
    const reports: DataProgress[] = []
    const onProgress = (progress: DataProgress) => reports.push(progress)
    const folder = new Map<string, Reply>(tinyFolder())
    folder.set(`${IMAGES}.gz`, new Response(good))
    await load({ [PAGE]: folder }, { onProgress })
    expect(new Set(reports.map((report) => `${report.file} ${report.totalBytes}`))).toHaveProperty('size', 4)
    const last = (file: string) => reports.findLast((report) => report.file === file)
    const labels = gzip(tinyContents.testLabels).length
    expect(last(LABELS)).toEqual({ source: 'page', file: LABELS, receivedBytes: labels, totalBytes: labels })
    expect(last(IMAGES)).toEqual({ source: 'page', file: IMAGES, receivedBytes: 2368, totalBytes: 2368 })
  })
})

/** A body that fails, or falls silent, after some bytes. */
function brokenAfter(bytes: Bytes, ending: 'error' | 'silence' = 'error'): ReadableStream<Bytes> {
  let sent = false
  return new ReadableStream<Bytes>({
    pull(controller) {
      if (!sent) {
        sent = true
        controller.enqueue(bytes)
      } else if (ending === 'error') {
        controller.error(new Error('reset'))
      } else {
        return new Promise(() => {})
      }
      return undefined
    },
  })
}

/** The real files; left out where a machine has none. */
describe.skipIf(!hasMnist)('MNIST itself', () => {
  it('is loaded and checked, and the cache gives the same', async () => {
    const fetch: typeof globalThis.fetch = async (input) => {
      const bytes = await loadMnistFile(addressOf(input).split('/').at(-1) ?? '')
      return new Response(bytes, { headers: { 'content-length': String(bytes.length) } })
    }
    const { dataset, origin, failures } = await loadMnist({ baseUrl: 'https://example.test/', fetch })
    expect({ origin, failures }).toEqual({ origin: 'page', failures: [] })
    const { train, test } = dataset
    expect([train.images.length, train.labels.length]).toEqual([60_000 * 784, 60_000])
    expect([test.images.length, test.labels.length]).toEqual([10_000 * 784, 10_000])
    expect(Array.from(train.labels.subarray(0, 10))).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    expect(Array.from(test.labels.subarray(0, 10))).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    // The often quoted mean of the training set.
    expect(train.images.reduce((sum, grey) => sum + grey, 0) / train.images.length / 255).toBeCloseTo(0.1307, 4)

    const again = await loadMnist({ baseUrl: 'https://example.test/', fetch: () => Promise.reject(new Error('nobody asks')) })
    expect(again.origin).toBe('cache')
    expect(Buffer.compare(again.dataset.train.images, train.images)).toBe(0)
  })
})
