import type { DataFault, ErrorDetail } from '../core/error-details'
import { GatelightError, wordsOf } from '../core/gatelight-error'
import { fromStream, metered, readAtMost } from '../data/byte-reader'

/** A trained model that the page comes with. */
export interface ServedModel {
  readonly url: string
  /** Length of the file. */
  readonly bytes: number
}

/** A trained model of the page's own that cannot be had. */
export class ModelFileError extends GatelightError {
  readonly code = 'model-file'
  constructor(
    readonly detail: ErrorDetail<'model-file'>,
    options?: ErrorOptions,
  ) {
    super('A trained model cannot be loaded', detail, options)
  }
}

/** Time without a byte after which a download is given up, in milliseconds. */
const STALL_MS = 10_000

/**
 * Loads a file, and no more of it than it should have.
 *
 * @param onProgress  hears the bytes received so far
 * @param request     stands in for `fetch` in tests
 * @throws ModelFileError
 */
export async function fetchModelFile(
  { url, bytes }: ServedModel,
  onProgress: (receivedBytes: number) => void,
  request: typeof fetch = (...args) => fetch(...args),
): Promise<Uint8Array> {
  const fail = (fault: DataFault, options?: ErrorOptions) => new ModelFileError({ url, fault }, options)
  const stalled = fail({ kind: 'stalled', seconds: STALL_MS / 1000 })
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => controller.abort(stalled), STALL_MS)
  }
  let received = 0
  alive()
  try {
    const response = await request(url, { signal: controller.signal })
    alive()
    if (!response.ok) throw fail({ kind: 'http', status: response.status })
    if (response.headers.get('content-type')?.startsWith('text/html')) throw fail({ kind: 'html' })
    if (response.body === null) throw fail({ kind: 'empty' })
    const body = metered(fromStream(response.body), (count) => {
      alive()
      received = Math.min(bytes, received + count)
      onProgress(received)
    })
    const file = await readAtMost(body, bytes + 1)
    if (file.length < bytes) throw fail({ kind: 'size', expected: bytes, actual: file.length })
    if (file.length > bytes) throw fail({ kind: 'size', expected: bytes, actual: null })
    return file
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause
    if (controller.signal.aborted) throw stalled
    throw fail({ kind: 'network', original: wordsOf(cause) }, { cause })
  } finally {
    clearTimeout(timer)
  }
}
