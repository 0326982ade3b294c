import { wordsOf } from '../core/gatelight-error'
import { fromStream, type ByteSource, type Bytes } from './byte-reader'
import { DataFileError, type DataPlace } from './errors'

/** Deflate makes at most 1032 bytes of one: pieces this small keep a decompression bomb under 17 MB until the reader stops. */
const PIECE_BYTES = 16 * 1024

/** Length of ISIZE, the last field of a gzip member: its uncompressed length modulo 2³² (RFC 1952, section 2.3.1). */
const ISIZE_BYTES = 4

export function isGzip(head: Bytes): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/**
 * The uncompressed bytes of exactly one gzip member, decompressed while they are read.
 *
 * @throws DataFileError from `next`: fault `gzip` when the data is broken, cut off, or followed by anything; errors of `compressed` as they are
 */
export function gunzip(compressed: ByteSource, place: DataPlace): ByteSource {
  const { readable, writable } = new DecompressionStream('gzip')
  const feed = new Feed(compressed)
  const inflated = fromStream(readable)
  let length = 0
  // Whatever goes wrong on the way in also fails the reading side, where it is reported.
  feed.run(writable).catch(() => {})
  return {
    next: async () => {
      const piece = await inflated.next().catch((cause: unknown) => {
        if (feed.sourceError !== undefined) throw feed.sourceError
        throw new DataFileError(place, { kind: 'gzip', original: wordsOf(cause) }, { cause })
      })
      if (piece !== null) {
        length += piece.byteLength
      } else if (feed.announcedLength() !== length % 2 ** 32) {
        // Browsers refuse bytes after the member by themselves, Node's implementation lets some pass.
        throw new DataFileError(place, { kind: 'gzip', original: null })
      }
      return piece
    },
    cancel: async () => {
      await Promise.all([inflated.cancel(), compressed.cancel()])
    },
  }
}

/** Moves compressed bytes into a decompressor and remembers the last four of them. */
class Feed {
  /** What the compressed side failed with, to be told apart from what the decompressor says. */
  sourceError: Error | undefined
  private readonly tail = new Uint8Array(ISIZE_BYTES)

  constructor(private readonly source: ByteSource) {}

  async run(writable: WritableStream<BufferSource>): Promise<void> {
    const writer = writable.getWriter()
    for (;;) {
      const bytes = await this.source.next().catch(async (cause: unknown) => {
        this.sourceError = cause instanceof Error ? cause : new Error(wordsOf(cause))
        await writer.abort(cause)
        throw cause
      })
      if (bytes === null) break
      this.remember(bytes)
      for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES) {
        await writer.write(bytes.subarray(start, start + PIECE_BYTES))
      }
    }
    await writer.close()
  }

  /** ISIZE, if the input was one whole member. */
  announcedLength(): number {
    return new DataView(this.tail.buffer).getUint32(0, true)
  }

  private remember(bytes: Bytes): void {
    const end = bytes.subarray(-ISIZE_BYTES)
    this.tail.copyWithin(0, end.byteLength)
    this.tail.set(end, ISIZE_BYTES - end.byteLength)
  }
}
