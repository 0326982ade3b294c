import type { DataFault } from '../core/error-details'
import { wordsOf } from '../core/gatelight-error'
import { fromStream, metered, withErrors, type ByteSource } from './byte-reader'

/** Time without a byte after which a download is given up, in milliseconds. */
export const STALL_MS = 10_000

export interface DownloadOptions {
  readonly fetch: typeof fetch
  /** What is asked of the server beside the address. */
  readonly request?: Omit<RequestInit, 'signal'>
  /** Ends the download; its reason is thrown. */
  readonly signal?: AbortSignal
  /** Fails at once when the browser knows that it has no network. */
  readonly needsNetwork?: boolean
  /** The caller's own error for what went wrong. */
  readonly toError: (fault: DataFault, options?: ErrorOptions) => Error
}

/**
 * Fetches a file and has its bytes read while they come. A server that is silent for `STALL_MS` is given up.
 *
 * @param read  gets the body, and the number of bytes that the server announced, which counts compressed ones
 * @throws what `toError` makes of a fault, what `read` throws, or the signal's reason
 */
export async function download<T>(
  url: URL | string,
  { fetch: request, request: init, signal = new AbortController().signal, needsNetwork = false, toError }: DownloadOptions,
  read: (body: ByteSource, announcedBytes: number | null) => Promise<T>,
): Promise<T> {
  const broken = (cause: unknown) => toError({ kind: 'network', original: wordsOf(cause) }, { cause })
  const stalled = toError({ kind: 'stalled', seconds: STALL_MS / 1000 })
  return withStallGuard(stalled, signal, async (guarded, alive) => {
    if (needsNetwork && isOffline()) throw toError({ kind: 'offline' })
    const response = await request(url, { ...init, signal: guarded }).catch((cause: unknown) => {
      throw broken(cause)
    })
    alive()
    if (!response.ok) throw toError({ kind: 'http', status: response.status })
    if (response.headers.get('content-type')?.startsWith('text/html')) throw toError({ kind: 'html' })
    if (response.body === null) throw toError({ kind: 'empty' })
    const body = metered(withErrors(fromStream(response.body), broken), alive)
    return read(body, parseContentLength(response.headers.get('content-length')))
  })
}

/**
 * Runs work that calls `alive` at every byte, and ends it when it has been silent for too long or `outer` is aborted.
 *
 * The work's signal is aborted when this settles in any way, which closes connections that were left open.
 */
async function withStallGuard<T>(
  stalled: Error,
  outer: AbortSignal,
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const stop = () => controller.abort(outer.reason)
  const giveUp = () => controller.abort(stalled)
  let timer = setTimeout(giveUp, STALL_MS)
  const alive = () => {
    clearTimeout(timer)
    if (!signal.aborted) timer = setTimeout(giveUp, STALL_MS)
  }
  outer.addEventListener('abort', stop)
  try {
    // Not every implementation of fetch listens to its signal at every moment, so the wait ends here in any case.
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())).then((): never => {
      throw signal.reason
    })
    return await Promise.race([work(signal, alive), aborted])
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', stop)
    controller.abort()
  }
}

function parseContentLength(header: string | null): number | null {
  const length = Number(header)
  return header !== null && Number.isSafeInteger(length) && length > 0 ? length : null
}

function isOffline(): boolean {
  return typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine
}
