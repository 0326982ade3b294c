import { wordsOf } from '../../core/gatelight-error'
import { loadPart } from '../../core/load-part'
import type { Bytes, ByteSource } from '../byte-reader'
import { OwnDataError } from './errors'

/** Deflate makes at most 1032 bytes of one: what comes of a piece stays below 17 MB. */
const PIECE_BYTES = 16 * 1024

const library = () => loadPart(() => import('fflate'))

/**
 * The uncompressed bytes of a gzip file with any number of members, decompressed while they are read. The browser's own decompressor takes one member only.
 *
 * @throws OwnDataError from `next`: fault `packed`; errors of `compressed` as they are
 */
export async function gunzipMembers(compressed: ByteSource, path: string): Promise<ByteSource> {
  const { Gunzip } = await library()
  const ready: Bytes[] = []
  const unpacker = new Gunzip((piece) => {
    if (piece.byteLength > 0) ready.push(new Uint8Array(piece))
  })
  const pieces = inPieces(compressed)
  let isOver = false
  return {
    async next() {
      while (ready.length === 0 && !isOver) {
        const piece = await pieces.next()
        isOver = piece === null
        try {
          unpacker.push(piece ?? new Uint8Array(0), piece === null)
        } catch (cause) {
          throw new OwnDataError(path, { kind: 'packed', form: 'gzip', original: wordsOf(cause) }, { cause })
        }
      }
      return ready.shift() ?? null
    },
    cancel: () => compressed.cancel(),
  }
}

/** A file in an archive. */
export interface Entry {
  readonly path: string
  readonly bytes: Bytes
}

/**
 * The files of a zip archive, one after the other as they lie in it.
 *
 * @param mostOf  how many bytes of an entry are wanted at most, by its path and its first bytes; 0 to pass over it
 * @throws OwnDataError  faults `packed`; `tooLarge` for an entry of more bytes
 */
export async function* unzip(source: ByteSource, path: string, mostOf: (entry: Entry) => number): AsyncGenerator<Entry, void, undefined> {
  const { Unzip, UnzipInflate } = await library()
  const done: Entry[] = []
  const trouble: { error: Error | null } = { error: null }
  let open = 0
  const fail = (cause: unknown): void => {
    trouble.error ??=
      cause instanceof OwnDataError ? cause : new OwnDataError(path, { kind: 'packed', form: 'zip', original: wordsOf(cause) }, { cause })
  }
  const unpacker = new Unzip((file) => {
    if (file.name.endsWith('/')) return
    open++
    const collector = new Collector(`${path}/${file.name}`, mostOf)
    file.ondata = (error, piece, isLast) => {
      if (error !== null) return fail(error)
      if (trouble.error !== null) return
      try {
        collector.add(piece)
      } catch (cause) {
        return fail(cause)
      }
      if (!isLast) return
      open--
      const bytes = collector.whole()
      if (bytes !== null) done.push({ path: file.name, bytes })
    }
    file.start()
  })
  unpacker.register(UnzipInflate)
  const pieces = inPieces(source)
  let count = 0
  try {
    for (let isOver = false; !isOver;) {
      const piece = await pieces.next()
      isOver = piece === null
      try {
        unpacker.push(piece ?? new Uint8Array(0), isOver)
      } catch (cause) {
        fail(cause)
      }
      if (trouble.error !== null) throw trouble.error
      for (const entry of done.splice(0)) {
        count++
        yield entry
      }
    }
    if (open > 0 || count === 0) throw new OwnDataError(path, { kind: 'packed', form: 'zip', original: null })
  } finally {
    await source.cancel()
  }
}

/** Gathers an entry while it is unpacked. */
class Collector {
  private readonly pieces: Bytes[] = []
  private length = 0
  private most: number | null = null

  constructor(
    private readonly path: string,
    private readonly mostOf: (entry: Entry) => number,
  ) {}

  /** @throws OwnDataError for more than is wanted */
  add(piece: Uint8Array): void {
    if (piece.byteLength === 0 || this.most === 0) return
    this.pieces.push(new Uint8Array(piece))
    this.length += piece.byteLength
    this.most ??= this.mostOf({ path: this.path, bytes: this.pieces[0]! })
    if (this.most === 0) this.pieces.length = 0
    else if (this.length > this.most) throw new OwnDataError(this.path, { kind: 'tooLarge', what: 'file', limit: this.most })
  }

  /** Null where nothing of it is wanted. */
  whole(): Bytes | null {
    if (this.most === null || this.most === 0) return null
    const whole = new Uint8Array(this.length)
    let at = 0
    for (const piece of this.pieces) {
      whole.set(piece, at)
      at += piece.byteLength
    }
    return whole
  }
}

function inPieces(source: ByteSource): { next(): Promise<Bytes | null> } {
  let rest: Bytes = new Uint8Array(0)
  return {
    async next() {
      while (rest.byteLength === 0) {
        const piece = await source.next()
        if (piece === null) return null
        rest = piece
      }
      const piece = rest.subarray(0, PIECE_BYTES)
      rest = rest.subarray(piece.byteLength)
      return piece
    },
  }
}
