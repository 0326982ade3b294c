import { wordsOf } from '../core/gatelight-error'
import { printable } from '../core/printable'
import { fromStream, withErrors, type Bytes } from './byte-reader'
import { openDataCache, writeCache } from './mnist-cache'
import { DataFileError, DataIncompleteError, type DataFailure } from './errors'
import type { MnistFilesOptions, MnistLoad } from './mnist'
import { choosing, eachPart, MNIST, MNIST_PARTS, readMnistFile, toDataSet, type MnistFile } from './mnist-files'
import { throttled } from './progress'

/** What failures and origins call dropped files. */
const FILES = 'files'

/**
 * Takes MNIST from files that the visitor dropped: in any order, under any names, gzipped or not, known by their content alone.
 * Files that are none of the four do no harm as long as the four are there.
 *
 * @throws DataIncompleteError says which are missing and what is wrong with the others; the signal's reason when aborted
 */
export async function loadMnistFiles(files: readonly File[], options: MnistFilesOptions = {}): Promise<MnistLoad> {
  const { manifest = MNIST, cache = openDataCache(), signal, onProgress = () => {} } = options
  const report = throttled(onProgress)
  const failures: DataFailure[] = []
  const found = new Map<MnistFile, Bytes>()
  for (const dropped of files) {
    signal?.throwIfAborted()
    const place = { source: FILES, file: printable(dropped.name) }
    const source = withErrors(
      fromStream(dropped.stream()),
      (cause) => new DataFileError(place, { kind: 'storage', action: 'read', original: wordsOf(cause) }, { cause }),
    )
    const needed = MNIST_PARTS.map((part) => manifest[part]).filter((file) => !found.has(file))
    try {
      const { file, bytes } = await readMnistFile(source, place, choosing(needed, place), ({ received }) =>
        report({ ...place, receivedBytes: received, totalBytes: dropped.size }),
      )
      found.set(file, bytes)
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error
      failures.push(error.failure)
    }
  }

  const missing: string[] = []
  const contents = eachPart((part) => {
    const bytes = found.get(manifest[part])
    if (bytes === undefined) missing.push(manifest[part].name)
    return bytes ?? new Uint8Array(0)
  })
  if (missing.length > 0) throw new DataIncompleteError({ missing, failures })
  await writeCache(cache, manifest, contents, failures)
  return { dataset: toDataSet(contents), origin: FILES, failures }
}
