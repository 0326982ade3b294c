import type { PictureSize } from '../../core/task'

/** Pictures as a file has them. */
export interface RawChunk {
  readonly size: PictureSize
  /** [n,height,width] grey levels 0…255 */
  readonly levels: Uint8Array
  /** [n] what the file calls each picture's class */
  readonly labels: readonly string[]
  /** To train on or to test with, where the files say so. */
  readonly role: Role | null
}

export type Role = 'train' | 'test'

/** What files were found to hold. They are read anew each time, so that a large set need not lie in memory. */
export interface RawSet {
  readonly form: 'idx' | 'csv' | 'pictures'
  /** Made of file names; for people. */
  readonly title: string
  /** Files beside it that nothing is taken of. */
  readonly leftOut: readonly string[]
  /** Bytes of its files, to tell how far reading has come; null where nobody knows. */
  read(): AsyncGenerator<RawChunk, void, undefined>
}

/** No set is larger: labels alone of more would fill a worker's memory. */
export const MOST_PICTURES = 4_000_000

/** Pictures of one chunk, where a file has them at one size. */
export const CHUNK = 256

const TEST = /(^|[^a-z])(t10k|test|testing|tests|val|valid|validation)([^a-z]|$)/i
const TRAIN = /(^|[^a-z])(train|training)([^a-z]|$)/i

/** What a file's name or folder says it is for. */
export function roleOf(path: string): Role | null {
  if (TEST.test(path)) return 'test'
  return TRAIN.test(path) ? 'train' : null
}

/** Its name without folders and endings. */
export function stemOf(path: string): string {
  const name = path.split('/').at(-1) ?? path
  return name.replace(/(\.(gz|csv|txt|tsv|zip|idx|ubyte|bin|idx\d-ubyte|idx\d))+$/i, '')
}
