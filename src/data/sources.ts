import { wordsOf } from '../core/gatelight-error'
import { fromStream, withErrors, type Bytes } from './byte-reader'
import { DataFileError, type DataFailure, type DataPlace } from './errors'
import { idxFileBytes } from './idx'
import { choosing, readMnistFile, type ByteProgress, type MnistFile } from './mnist-files'
import type { DataProgress } from './progress'

export interface ReadOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: DataProgress) => void
}

/** A place that may have the files. */
export interface DataSource {
  readonly name: string
  /**
   * @returns the uncompressed file, checked
   * @throws DataFileError  when the source does not have it in good order; the signal's reason when aborted
   */
  read(file: MnistFile, options: ReadOptions): Promise<Bytes>
}

export interface FolderOptions {
  readonly fetch: typeof fetch
  /** Pass over at once when the browser knows that it has no network. */
  readonly needsNetwork: boolean
}

/** Time without a byte after which a source is passed over, in milliseconds. */
export const STALL_MS = 10_000

/** The files as `<name>.gz` in a folder of a web server; the server may undo the compression on the way. */
export function folderSource(name: string, folder: URL, options: FolderOptions): DataSource {
  const request = options.fetch
  return {
    name,
    read(file, { signal, onProgress }) {
      const place = { source: name, file: file.name }
      return withStallGuard(place, signal, async (guarded, alive) => {
        if (options.needsNetwork && isOffline()) throw new DataFileError(place, { kind: 'offline' })
        const response = await request(new URL(`${file.name}.gz`, folder), {
          signal: guarded,
          // Tells a mirror nothing about the visitor but what every request tells.
          credentials: 'same-origin',
          referrerPolicy: 'no-referrer',
        }).catch((cause: unknown) => {
          throw new DataFileError(place, { kind: 'network', original: wordsOf(cause) }, { cause })
        })
        alive()
        if (!response.ok) throw new DataFileError(place, { kind: 'http', status: response.status })
        if (response.body === null) throw new DataFileError(place, { kind: 'empty' })
        const announced = parseContentLength(response.headers.get('content-length'))
        const body = withErrors(
          fromStream(response.body),
          (cause) => new DataFileError(place, { kind: 'network', original: wordsOf(cause) }, { cause }),
        )
        const { bytes } = await readMnistFile(body, place, choosing([file], place), (progress) => {
          alive()
          if (progress.isCompressed !== null) onProgress({ ...place, ...toProgress(progress, announced, file) })
        })
        return bytes
      })
    },
  }
}

/**
 * The first source from which an attempt succeeds.
 *
 * @param failures  hears why each source before it was passed over
 * @returns null when all were passed over
 * @throws what is neither a DataFileError nor to be had from another source; the signal's reason when aborted
 */
export async function firstWorking<T>(
  sources: readonly DataSource[],
  attempt: (source: DataSource) => Promise<T>,
  failures: DataFailure[],
): Promise<{ readonly source: DataSource; readonly result: T } | null> {
  for (const source of sources) {
    try {
      return { source, result: await attempt(source) }
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error
      failures.push(error.failure)
    }
  }
  return null
}

/**
 * Runs work that calls `alive` at every byte, and ends it when it has been silent for too long or `outer` is aborted.
 *
 * The work's signal is aborted when this settles in any way, which closes connections that were left open.
 */
async function withStallGuard<T>(
  place: DataPlace,
  outer: AbortSignal,
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const stop = () => controller.abort(outer.reason)
  const giveUp = () => controller.abort(new DataFileError(place, { kind: 'stalled', seconds: STALL_MS / 1000 }))
  let timer = setTimeout(giveUp, STALL_MS)
  const alive = () => {
    clearTimeout(timer)
    if (!signal.aborted) timer = setTimeout(giveUp, STALL_MS)
  }
  outer.addEventListener('abort', stop)
  try {
    // Not every implementation of fetch listens to its signal at every moment, so the wait ends here in any case.
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())).then((): never => {
      throw signal.reason
    })
    return await Promise.race([work(signal, alive), aborted])
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', stop)
    controller.abort()
  }
}

/**
 * The length a server announces counts compressed bytes, those of a gzip file or those of a transfer that the browser unpacks before
 * anybody sees them; so it is the total only while the bytes received are gzip.
 */
function toProgress(progress: ByteProgress, announced: number | null, file: MnistFile) {
  return progress.isCompressed && announced !== null && progress.received <= announced
    ? { receivedBytes: progress.received, totalBytes: announced }
    : { receivedBytes: progress.inflated, totalBytes: idxFileBytes(file.shape) }
}

function parseContentLength(header: string | null): number | null {
  const length = Number(header)
  return header !== null && Number.isSafeInteger(length) && length > 0 ? length : null
}

function isOffline(): boolean {
  return typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine
}
