import type { DataSet } from '../core/images'
import { CACHE, type DataCache, openDataCache, readCache, writeCache } from './mnist-cache'
import { DataFileError, DataUnavailableError, type DataFailure } from './errors'
import { eachPartInTurn, MNIST, requireSha256, toDataSet, type MnistFile, type MnistManifest } from './mnist-files'
import { throttled, type DataProgress } from './progress'
import { firstWorking, folderSource, type DataSource, type ReadOptions } from './sources'

/** Public copies that allow other pages to read them, each with `<name>.gz`; a Content-Security-Policy has to name their hosts. */
export const MNIST_MIRRORS: readonly string[] = [
  'https://raw.githubusercontent.com/fgnt/mnist/master/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
]

/** The page's own folder, filled by `npm run mnist`. */
const PAGE_FOLDER = 'mnist/'

export interface MnistLoad {
  readonly dataset: DataSet
  /** `cache`, `page`, a mirror's address, or `files`. */
  readonly origin: string
  /** What was passed over on the way, in order; also a cache that could not be written. */
  readonly failures: readonly DataFailure[]
}

export interface MnistFilesOptions {
  /** At most every 50 ms, and at the end of each file. */
  readonly onProgress?: (progress: DataProgress) => void
  readonly signal?: AbortSignal
  /** Default: IndexedDB. */
  readonly cache?: DataCache
  /** Which files are MNIST; tests have smaller ones. */
  readonly manifest?: MnistManifest
}

export interface MnistOptions extends MnistFilesOptions {
  /** Absolute address of the page. */
  readonly baseUrl: string
  readonly fetch?: typeof fetch
}

/**
 * Loads MNIST from the first source that has all four files in good order: cache, the page's own folder, the mirrors.
 *
 * @throws DataUnavailableError with a failure per source; the signal's reason when aborted
 */
export async function loadMnist(options: MnistOptions): Promise<MnistLoad> {
  const { manifest = MNIST, cache = openDataCache(), signal = new AbortController().signal, onProgress = () => {} } = options
  const failures: DataFailure[] = []
  await refuseUnchecked(manifest.trainImages)

  const cached = await readCache(cache, manifest, failures)
  signal.throwIfAborted()
  if (typeof cached === 'object') return { dataset: toDataSet(cached), origin: CACHE, failures }

  const read: ReadOptions = { signal, onProgress: throttled(onProgress) }
  const sources = mnistSources(options.baseUrl, options.fetch ?? globalThis.fetch)
  const found = await firstWorking(sources, (source) => eachPartInTurn((part) => source.read(manifest[part], read)), failures)
  if (found === null) throw new DataUnavailableError({ failures })
  if (cached !== 'unusable') await writeCache(cache, manifest, found.result, failures)
  return { dataset: toDataSet(found.result), origin: found.source.name, failures }
}

function mnistSources(baseUrl: string, request: typeof fetch): DataSource[] {
  return [folderSource('page', new URL(PAGE_FOLDER, baseUrl), { fetch: request, needsNetwork: false }), ...mirrorSources(request)]
}

export function mirrorSources(request: typeof fetch): DataSource[] {
  return MNIST_MIRRORS.map((address) => folderSource(address, new URL(address), { fetch: request, needsNetwork: true }))
}

async function refuseUnchecked(file: MnistFile): Promise<void> {
  try {
    await requireSha256({ source: 'page', file: file.name })
  } catch (error) {
    throw error instanceof DataFileError ? new DataUnavailableError({ failures: [error.failure] }) : error
  }
}
