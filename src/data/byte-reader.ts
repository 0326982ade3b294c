export type Bytes = Uint8Array<ArrayBuffer>

/** Bytes that come in pieces; `null` is the end. */
export interface ByteSource {
  next(): Promise<Bytes | null>
  /** The rest is not wanted; never rejects. */
  cancel(): Promise<void>
}

/** The pieces of a web stream, which is locked from now on. */
export function fromStream(stream: ReadableStream<Bytes>): ByteSource {
  const reader = stream.getReader()
  return {
    next: async () => (await reader.read()).value ?? null,
    cancel: () => reader.cancel().catch(() => {}),
  }
}

/** The same bytes; `onBytes` hears the length of each piece. */
export function metered(source: ByteSource, onBytes: (count: number) => void): ByteSource {
  return {
    next: async () => {
      const piece = await source.next()
      if (piece !== null) onBytes(piece.byteLength)
      return piece
    },
    cancel: () => source.cancel(),
  }
}

/** The same bytes; what `next` fails with becomes an error of the reader's own. */
export function withErrors(source: ByteSource, toError: (cause: unknown) => Error): ByteSource {
  return {
    next: () =>
      source.next().catch((cause: unknown) => {
        throw toError(cause)
      }),
    cancel: () => source.cancel(),
  }
}

/** Everything up to the end, or the first `limit` bytes where there are more; the source is then cancelled. */
export async function readAtMost(source: ByteSource, limit: number): Promise<Bytes> {
  const bytes = new Uint8Array(limit)
  let length = 0
  while (length < limit) {
    const piece = await source.next()
    if (piece === null) return bytes.subarray(0, length)
    const taken = piece.subarray(0, limit - length)
    bytes.set(taken, length)
    length += taken.byteLength
  }
  await source.cancel()
  return bytes
}

/** Everything up to the end, in as much memory as it needs; null where there are more than `limit` bytes, and the source is cancelled. */
export async function readWhole(source: ByteSource, limit: number): Promise<Bytes | null> {
  const pieces: Bytes[] = []
  let length = 0
  for (let piece = await source.next(); piece !== null; piece = await source.next()) {
    length += piece.byteLength
    if (length > limit) {
      await source.cancel()
      return null
    }
    pieces.push(piece)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}

/** Reads a source with a look ahead. */
export class ByteReader implements ByteSource {
  /** Read from the source and not yet given out; empty when there is none. */
  private ahead: Bytes = new Uint8Array(0)

  constructor(private readonly source: ByteSource) {}

  /** The first `count` bytes of what comes next, fewer where the source ends before; they stay to be read. */
  async peek(count: number): Promise<Bytes> {
    while (this.ahead.byteLength < count) {
      const piece = await this.source.next()
      if (piece === null) break
      this.ahead = concatenate(this.ahead, piece)
    }
    return this.ahead.subarray(0, count)
  }

  async next(): Promise<Bytes | null> {
    if (this.ahead.byteLength === 0) return this.source.next()
    const piece = this.ahead
    this.ahead = new Uint8Array(0)
    return piece
  }

  cancel(): Promise<void> {
    return this.source.cancel()
  }
}

function concatenate(a: Bytes, b: Bytes): Bytes {
  if (a.byteLength === 0) return b
  const joined = new Uint8Array(a.byteLength + b.byteLength)
  joined.set(a)
  joined.set(b, a.byteLength)
  return joined
}
