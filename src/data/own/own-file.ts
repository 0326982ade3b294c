import { wordsOf } from '../../core/gatelight-error'
import { ByteReader, fromStream, withErrors, type Bytes, type ByteSource } from '../byte-reader'
import { isGzip } from '../gzip'
import { OwnDataError } from './errors'
import { HEAD_BYTES } from './heads'
import { gunzipMembers } from './unpack'

/** A file, or a part of an archive, that can be read from its beginning as often as is needed. */
export interface OwnFile {
  /** With the folders that it lies in, `/` between them. */
  readonly path: string
  open(): ByteSource
}

export function fromFile(file: Blob, path: string): OwnFile {
  return {
    path,
    open: () =>
      withErrors(fromStream(file.stream()), (cause) => new OwnDataError(path, { kind: 'unreadable', original: wordsOf(cause) }, { cause })),
  }
}

export function fromBytes(bytes: Bytes, path: string): OwnFile {
  return {
    path,
    open() {
      let rest: Bytes | null = bytes
      return {
        next: async () => {
          const piece = rest
          rest = null
          return piece === null || piece.byteLength === 0 ? null : piece
        },
        cancel: async () => {},
      }
    },
  }
}

/** The content of a file; of a gzipped one what it unpacks to. @throws OwnDataError from reads */
export async function openContent(file: OwnFile): Promise<ByteReader> {
  const raw = new ByteReader(file.open())
  return isGzip(await raw.peek(2)) ? new ByteReader(await gunzipMembers(raw, file.path)) : raw
}

/** The content's beginning; shorter where the file is. */
export async function headOf(file: OwnFile): Promise<Bytes> {
  const content = await openContent(file)
  try {
    return (await content.peek(HEAD_BYTES)).slice()
  } finally {
    await content.cancel()
  }
}

/** Cuts bytes into pieces of the length that is asked for. */
export class PieceReader {
  private rest: Bytes = new Uint8Array(0)

  constructor(private readonly source: ByteSource) {}

  /** The next bytes; fewer only where the source ends. */
  async take(count: number): Promise<Bytes> {
    if (this.rest.byteLength >= count) return this.cut(count)
    const taken = new Uint8Array(count)
    taken.set(this.rest)
    let length = this.rest.byteLength
    this.rest = new Uint8Array(0)
    while (length < count) {
      const piece = await this.source.next()
      if (piece === null) return taken.subarray(0, length)
      const part = piece.subarray(0, count - length)
      taken.set(part, length)
      length += part.byteLength
      this.rest = piece.subarray(part.byteLength)
    }
    return taken
  }

  /** Whether more bytes follow. */
  async hasMore(): Promise<boolean> {
    return (await this.peekOne()) !== undefined
  }

  cancel(): Promise<void> {
    return this.source.cancel()
  }

  private async peekOne(): Promise<number | undefined> {
    while (this.rest.byteLength === 0) {
      const piece = await this.source.next()
      if (piece === null) return undefined
      this.rest = piece
    }
    return this.rest[0]
  }

  private cut(count: number): Bytes {
    const piece = this.rest.subarray(0, count)
    this.rest = this.rest.subarray(count)
    return piece
  }
}
