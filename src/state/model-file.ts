import { GatelightError } from '../core/errors'
import { fromStream, metered, readAtMost } from '../data/byte-reader'
import type { DataFault } from '../data/errors'

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
    readonly detail: { url: string; fault: DataFault; reason: string },
    options?: ErrorOptions,
  ) {
    super(
      `The trained model at ${detail.url} cannot be loaded: ${detail.reason}`,
      'The model before stays. Try again, or begin with fresh weights.',
      options,
    )
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
  const fail = (fault: DataFault, reason: string, options?: ErrorOptions) => new ModelFileError({ url, fault, reason }, options)
  const stalled = fail('stalled', `no byte came for ${STALL_MS / 1000} seconds`)
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
    if (!response.ok) throw fail('http', `the server answers ${response.status}`)
    if (response.headers.get('content-type')?.startsWith('text/html')) throw fail('html', 'a web page came instead')
    if (response.body === null) throw fail('size', 'the file is empty')
    const body = metered(fromStream(response.body), (count) => {
      alive()
      received = Math.min(bytes, received + count)
      onProgress(received)
    })
    const file = await readAtMost(body, bytes + 1)
    if (file.length < bytes) throw fail('size', `it ends after ${file.length} of ${bytes} bytes`)
    if (file.length > bytes) throw fail('size', `it has more than its ${bytes} bytes`)
    return file
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause
    if (controller.signal.aborted) throw stalled
    throw fail('network', 'no answer, or the connection broke', { cause })
  } finally {
    clearTimeout(timer)
  }
}
