import type { Bytes } from './byte-reader'
import { download } from './download'
import { DataFileError, type DataFailure, type DataFault } from './errors'
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

/** The files as `<name>.gz` in a folder of a web server; the server may undo the compression on the way. */
export function folderSource(name: string, folder: URL, options: FolderOptions): DataSource {
  return {
    name,
    read(file, { signal, onProgress }) {
      const place = { source: name, file: file.name }
      const how = {
        ...options,
        signal,
        // Tells a mirror nothing about the visitor but what every request tells.
        request: { credentials: 'same-origin', referrerPolicy: 'no-referrer' },
        toError: (fault: DataFault, cause?: ErrorOptions) => new DataFileError(place, fault, cause),
      } as const
      return download(new URL(`${file.name}.gz`, folder), how, async (body, announced) => {
        const { bytes } = await readMnistFile(body, place, choosing([file], place), (progress) => {
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
 * The length a server announces counts compressed bytes, those of a gzip file or those of a transfer that the browser unpacks before
 * anybody sees them; so it is the total only while the bytes received are gzip.
 */
function toProgress(progress: ByteProgress, announced: number | null, file: MnistFile) {
  return progress.isCompressed && announced !== null && progress.received <= announced
    ? { receivedBytes: progress.received, totalBytes: announced }
    : { receivedBytes: progress.inflated, totalBytes: idxFileBytes(file.shape) }
}
