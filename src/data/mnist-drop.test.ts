import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bytes } from './byte-reader'
import { DataIncompleteError } from './errors'
import { loadMnist } from './mnist'
import { gzip, stubIndexedDb, text, tinyContents, tinyManifest } from './mnist.fixture'
import { loadMnistFiles } from './mnist-drop'
import type { DataProgress } from './progress'

const options = { manifest: tinyManifest }
const file = (name: string, bytes: Bytes) => new File([bytes], name)

function wholeSet(): File[] {
  return [
    file('d', tinyContents.testLabels),
    file('../../c.exe', gzip(tinyContents.trainImages)),
    file('', tinyContents.trainLabels),
    file('t10k-images.idx3-ubyte', gzip(tinyContents.testImages)),
  ]
}

async function refused(files: readonly File[]): Promise<DataIncompleteError> {
  const error: unknown = await loadMnistFiles(files, options).catch((cause: unknown) => cause)
  if (!(error instanceof DataIncompleteError)) throw error
  return error
}

beforeEach(stubIndexedDb)
afterEach(() => vi.unstubAllGlobals())

describe('loadMnistFiles', () => {
  it('takes the four files in any order, under any names, gzipped or not, and caches them', async () => {
    const reports: DataProgress[] = []
    const { dataset, origin, failures } = await loadMnistFiles(wholeSet(), { ...options, onProgress: (report) => reports.push(report) })
    expect({ origin, failures }).toEqual({ origin: 'files', failures: [] })
    expect(dataset.train.images).toEqual(tinyContents.trainImages.subarray(16))
    expect(dataset.test.labels).toEqual(tinyContents.testLabels.subarray(8))
    expect(reports.at(0)).toEqual({ source: 'files', file: 'd', receivedBytes: 10, totalBytes: 10 })

    const fetch = () => Promise.reject(new Error('nobody asks'))
    expect(await loadMnist({ ...options, baseUrl: 'https://example.test/', fetch })).toMatchObject({ origin: 'cache' })
  })

  it('lets other files lie among the four, and second copies', async () => {
    const files = [file('README', text('MNIST')), ...wholeSet(), file('copy', tinyContents.testLabels)]
    const { failures } = await loadMnistFiles(files, options)
    expect(failures).toEqual([
      { source: 'files', file: 'README', fault: { kind: 'magic', found: '4d 4e 49 53' } },
      { source: 'files', file: 'copy', fault: { kind: 'shape', actual: tinyManifest.testLabels.shape, needed: [] } },
    ])
  })

  it('says what is missing', async () => {
    const error = await refused(wholeSet().slice(0, 3))
    expect(error.detail).toEqual({ missing: ['t10k-images-idx3-ubyte'], failures: [] })
    expect(error.message).toContain('missing [t10k-images-idx3-ubyte]')
    expect((await refused([])).detail.missing).toHaveLength(4)
  })

  it('says what is wrong with which file, and keeps nothing', async () => {
    const damaged = Uint8Array.from(tinyContents.trainImages).fill(1, 100, 200)
    const error = await refused([...wholeSet().filter(({ name }) => name !== '../../c.exe'), file('pictures.gz', gzip(damaged))])
    expect(error.detail.missing).toEqual(['train-images-idx3-ubyte'])
    const fault = { kind: 'hash', file: 'train-images-idx3-ubyte' }
    expect(error.detail.failures).toEqual([{ source: 'files', file: 'pictures.gz', fault }])
    const fetch = async () => new Response('', { status: 404 })
    await expect(loadMnist({ ...options, baseUrl: 'https://example.test/', fetch })).rejects.toThrow('could not be loaded')
  })

  it('refuses a file that cannot be read', async () => {
    const unreadable = file('folder', tinyContents.testLabels)
    vi.spyOn(unreadable, 'stream').mockReturnValue(
      new ReadableStream({
        start: (controller) => controller.error(new DOMException('gone', 'NotReadableError')),
      }),
    )
    expect((await refused([unreadable])).detail.failures).toEqual([
      { source: 'files', file: 'folder', fault: { kind: 'storage', action: 'read', original: 'gone' } },
    ])
  })

  it('shows hostile names harmlessly', async () => {
    const names = ['a\u202egpj.exe\u0000\n\u2028b', '\u0007', 'x'.repeat(5000), '😀'.repeat(100)]
    const { failures } = (await refused(names.map((name) => file(name, text('?'))))).detail
    expect(failures.map((failure) => failure.file)).toEqual(['agpj.exeb', '?', `${'x'.repeat(59)}…`, `${'😀'.repeat(29)}…`])
  })

  it('keeps the message short when very many files are dropped', async () => {
    const error = await refused(Array.from({ length: 300 }, (_, index) => file(`${index}.png`, text('png'))))
    expect(error.detail.failures).toHaveLength(300)
    expect(error.message).toContain('more 296')
    expect(error.message.length).toBeLessThan(900)
  })
})
