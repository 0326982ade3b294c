import type { DataSet } from '../core/images'
import { wordsOf } from '../core/gatelight-error'
import { DIGITS } from '../core/task'
import { formatShape } from '../core/tensor'
import { metered, readAtMost, type Bytes, type ByteSource } from './byte-reader'
import { DataFileError, type DataPlace } from './errors'
import { idxFileBytes, openIdx, parseIdx } from './idx'
import { openSha256, type Sha256 } from './sha256'

/** One of the four files, known by its content. */
export interface MnistFile {
  /** Uncompressed; sources serve it as `<name>.gz`. */
  readonly name: string
  readonly shape: readonly number[]
  /** Of the uncompressed bytes, in lower-case hexadecimal. */
  readonly sha256: string
}

export const MNIST_PARTS = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const
export type MnistPart = (typeof MNIST_PARTS)[number]
export type MnistManifest = Readonly<Record<MnistPart, MnistFile>>
/** Uncompressed files whose content was checked. */
export type MnistContents = Readonly<Record<MnistPart, Bytes>>

const SIZE = [DIGITS.input.height, DIGITS.input.width] as const

/** LeCun, Cortes & Burges, "The MNIST database of handwritten digits". */
export const MNIST: MnistManifest = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    shape: [60_000, ...SIZE],
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    shape: [60_000],
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    shape: [10_000, ...SIZE],
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    shape: [10_000],
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
}

/** What was read so far of one file. */
export interface ByteProgress {
  /** Bytes as the source gave them. */
  readonly received: number
  /** Bytes after decompression. */
  readonly inflated: number
  /** `null` until enough has come to tell. */
  readonly isCompressed: boolean | null
}

/**
 * Reads one file from its beginning, stops at one byte more than it should have, and checks it.
 *
 * @param source      gzipped or not; cancelled when it is refused
 * @param choose      says by the dimensions in the header which file this is, and throws a DataFileError when it is none that is wanted
 * @param onProgress  hears of every piece
 * @returns which file it is, and its uncompressed bytes, header included
 * @throws DataFileError  faults `html`, `gzip`, `magic`, `size`, `hash`, `unchecked`; errors of `source` as they are
 */
export async function readMnistFile(
  source: ByteSource,
  place: DataPlace,
  choose: (shape: readonly number[]) => MnistFile,
  onProgress: (progress: ByteProgress) => void = () => {},
): Promise<{ readonly file: MnistFile; readonly bytes: Bytes }> {
  const progress: { -readonly [K in keyof ByteProgress]: ByteProgress[K] } = { received: 0, inflated: 0, isCompressed: null }
  const raw = metered(source, (count) => {
    progress.received += count
    onProgress(progress)
  })
  try {
    const opened = await openIdx(raw, place)
    progress.isCompressed = opened.isCompressed
    const file = choose(opened.shape)
    const content = metered(opened.content, (count) => {
      progress.inflated += count
      onProgress(progress)
    })
    const bytes = await readAtMost(content, idxFileBytes(file.shape) + 1)
    await checkContent(bytes, file, place)
    return { file, bytes }
  } catch (cause) {
    void source.cancel()
    throw cause
  }
}

/** For `readMnistFile`: the one of these files that has the dimensions found; the hash says later whether it is that file in truth. */
export function choosing(files: readonly MnistFile[], place: DataPlace): (shape: readonly number[]) => MnistFile {
  return (shape) => {
    const found = formatShape(shape)
    const file = files.find((candidate) => formatShape(candidate.shape) === found)
    if (file === undefined) {
      throw new DataFileError(place, { kind: 'shape', actual: shape, needed: files.map((candidate) => candidate.shape) })
    }
    return file
  }
}

/**
 * Holds uncompressed bytes against the file they should be.
 *
 * @throws DataFileError  faults `html`, `magic`, `size`, `hash`, `unchecked`
 */
export async function checkContent(bytes: Bytes, file: MnistFile, place: DataPlace): Promise<void> {
  parseIdx(bytes, place)
  const sha256 = await requireSha256(place)
  const actual = await sha256(bytes)
  if (actual !== file.sha256) {
    throw new DataFileError(place, { kind: 'hash', file: file.name })
  }
}

/** @throws DataFileError fault `unchecked` where nothing can hash, so that nobody downloads what cannot be used */
export async function requireSha256(place: DataPlace): Promise<Sha256> {
  return openSha256().catch((cause: unknown) => {
    throw new DataFileError(place, { kind: 'unchecked', original: wordsOf(cause) }, { cause })
  })
}

export function eachPart<T>(get: (part: MnistPart) => T): Record<MnistPart, T> {
  return {
    testLabels: get('testLabels'),
    trainLabels: get('trainLabels'),
    testImages: get('testImages'),
    trainImages: get('trainImages'),
  }
}

/** Like `eachPart`, one after the other; small files first, so that a source that lacks them is left before the large ones are on their way. */
export async function eachPartInTurn<T>(get: (part: MnistPart) => Promise<T>): Promise<Record<MnistPart, T>> {
  return {
    testLabels: await get('testLabels'),
    trainLabels: await get('trainLabels'),
    testImages: await get('testImages'),
    trainImages: await get('trainImages'),
  }
}

/** Views of the files' values; nothing is copied. */
export function toDataSet(contents: MnistContents): DataSet {
  const values = (part: MnistPart) => parseIdx(contents[part], { source: 'memory', file: part }).data
  return {
    train: { name: 'MNIST, training', task: DIGITS, images: values('trainImages'), labels: values('trainLabels') },
    test: { name: 'MNIST, test', task: DIGITS, images: values('testImages'), labels: values('testLabels') },
  }
}
