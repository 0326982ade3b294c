import { withinLimit } from '../core/within-limit'
import { yieldToEvents } from '../core/yield-to-events'
import type { Bytes } from './byte-reader'

/** SHA-256 in lower-case hexadecimal. */
export type Sha256 = (bytes: Bytes) => Promise<string>

/** The library is part of the page; it is waited for this long, in milliseconds. */
const LIBRARY_MS = 10_000

/** Hashed at once by the library, which takes some milliseconds for it: a worker answers in between. */
const PIECE_BYTES = 2 ** 20

/**
 * The platform's own hash, or a library's: browsers leave theirs out of pages that came over plain http.
 *
 * @throws what the browser says of the library's file, where that does not come
 */
export async function openSha256(): Promise<Sha256> {
  // Typed as always there.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (subtle !== undefined) return async (bytes) => hex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
  const { sha256 } = await withinLimit(import('@noble/hashes/sha2.js'), LIBRARY_MS, () => new Error('TimeoutError: no answer'))
  return async (bytes) => {
    const hash = sha256.create()
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      hash.update(bytes.subarray(at, at + PIECE_BYTES))
      await yieldToEvents()
    }
    return hex(hash.digest())
  }
}

function hex(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
