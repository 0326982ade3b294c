import { clip, wordsOf } from '../core/gatelight-error'
import { withinLimit } from '../core/within-limit'
import type { Bytes } from './byte-reader'
import { DataFileError, type DataFailure } from './errors'
import { openKeyValueStore, type KeyValueStore } from './key-value-store'
import { checkContent, eachPartInTurn, MNIST_PARTS, type MnistContents, type MnistFile, type MnistManifest } from './mnist-files'

/** Where checked files are kept between visits. */
export type DataCache = KeyValueStore<Bytes>

export function openDataCache(database = 'gatelight-data'): DataCache {
  return openKeyValueStore(database, 'files')
}

/** What failures and origins call it. */
export const CACHE = 'cache'

/** A database can hang; nobody waits longer for it, in milliseconds. */
export const STORAGE_DEADLINE_MS = 10_000

/**
 * Reads and checks what an earlier visit stored, under the hash of each file. Damaged entries are deleted.
 *
 * @param failures  hears of damage and of storage that does not work; a cache without all the files is no failure
 * @returns `incomplete` when the files have to come from elsewhere, `unusable` when storing them would be in vain too
 */
export async function readCache(
  cache: DataCache,
  manifest: MnistManifest,
  failures: DataFailure[],
): Promise<MnistContents | 'incomplete' | 'unusable'> {
  try {
    const entries = await eachPartInTurn((part) => withinDeadline(cache.get(manifest[part].sha256)))
    if (MNIST_PARTS.some((part) => entries[part] === undefined)) return 'incomplete'
    return await eachPartInTurn((part) => checkedEntry(entries[part], manifest[part], cache))
  } catch (error) {
    failures.push(toFailure(error, manifest, 'read'))
    return error instanceof DataFileError ? 'incomplete' : 'unusable'
  }
}

/** Stores checked files; what goes wrong only goes to `failures`. */
export async function writeCache(
  cache: DataCache,
  manifest: MnistManifest,
  contents: MnistContents,
  failures: DataFailure[],
): Promise<void> {
  try {
    const entries = new Map(MNIST_PARTS.map((part) => [manifest[part].sha256, contents[part]]))
    await withinDeadline(cache.putAll(entries))
  } catch (error) {
    failures.push(toFailure(error, manifest, 'write'))
  }
}

/** @throws DataFileError for anything but the file's exact content, after deleting it */
async function checkedEntry(entry: unknown, file: MnistFile, cache: DataCache): Promise<Bytes> {
  const place = { source: CACHE, file: file.name }
  try {
    if (!isBytes(entry)) throw new DataFileError(place, { kind: 'magic', found: null })
    await checkContent(entry, file, place)
    return entry
  } catch (error) {
    // If not even that works, the entry is refused again on the next visit.
    await withinDeadline(cache.delete(file.sha256)).catch(() => {})
    throw error
  }
}

function toFailure(error: unknown, manifest: MnistManifest, action: 'read' | 'write'): DataFailure {
  if (error instanceof DataFileError) return error.failure
  return { source: CACHE, file: manifest.trainImages.name, fault: { kind: 'storage', action, original: clip(wordsOf(error)) } }
}

function withinDeadline<T>(work: Promise<T>): Promise<T> {
  return withinLimit(work, STORAGE_DEADLINE_MS, () => new Error(`no answer for ${STORAGE_DEADLINE_MS / 1000} seconds`))
}

function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
}
