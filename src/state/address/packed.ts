import { refuse } from '../../core/decode'
import { wordsOf } from '../../core/gatelight-error'
import { withinLimit } from '../../core/within-limit'
import { type Bytes, fromStream, readWhole } from '../../data/byte-reader'

/** Bytes as text of an address: deflated, then base64 in the letters that need no escapes (RFC 4648, section 5). */

/** More than any drawing or network of this page takes unpacked, and little enough for a phone. */
export const MOST_UNPACKED = 64 * 1024

/** Deflate makes at most 1032 bytes of one: pieces this small keep a decompression bomb at 1 MB until the reader stops. */
const PIECE_BYTES = 1024

/** Milliseconds; the browser takes less than one. */
const LIMIT_MS = 5_000

const LETTERS = /^[\w-]*$/

export async function pack(bytes: Bytes): Promise<string> {
  return toBase64(await through(new CompressionStream('deflate-raw'), bytes, Infinity))
}

/** @throws DecodeError for what is no packed bytes, or unpacks to more than `MOST_UNPACKED` */
export async function unpack(packed: string, path: string): Promise<Bytes> {
  const deflated = fromBase64(packed, path)
  try {
    return await through(new DecompressionStream('deflate-raw'), deflated, MOST_UNPACKED)
  } catch (cause) {
    return refuse(path, `packed bytes (${wordsOf(cause)})`, packed)
  }
}

export function packJson(value: unknown): Promise<string> {
  return pack(new TextEncoder().encode(JSON.stringify(value)))
}

/** @throws DecodeError */
export async function unpackJson(packed: string, path: string): Promise<unknown> {
  const bytes = await unpack(packed, path)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    return refuse(path, `JSON (${wordsOf(cause)})`, packed)
  }
}

type ByteTransform = CompressionStream | DecompressionStream

/** @throws what the transform fails with, RangeError where more than `most` bytes come out */
async function through({ readable, writable }: ByteTransform, bytes: Bytes, most: number): Promise<Bytes> {
  // What goes wrong on the way in also fails the reading side, where it is reported.
  feed(writable, bytes).catch(() => {})
  const late = () => new DOMException('no answer', 'TimeoutError')
  const whole = await withinLimit(readWhole(fromStream(readable), most), LIMIT_MS, late)
  if (whole === null) throw new RangeError(`more than ${most} bytes`)
  return whole
}

async function feed(writable: WritableStream<BufferSource>, bytes: Bytes): Promise<void> {
  const writer = writable.getWriter()
  for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES) await writer.write(bytes.subarray(start, start + PIECE_BYTES))
  await writer.close()
}

function toBase64(bytes: Bytes): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64(text: string, path: string): Bytes {
  // One letter more than whole groups of four holds no byte.
  if (!LETTERS.test(text) || text.length % 4 === 1) return refuse(path, 'base64 for addresses', text)
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}
