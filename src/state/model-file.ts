import type { DataFault, ErrorCode, ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'
import { metered, readAtMost } from '../data/byte-reader'
import { download } from '../data/download'

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

/**
 * Loads a file, and no more of it than it should have.
 *
 * @param onProgress  hears the bytes received so far
 * @param request     stands in for `fetch` in tests
 * @throws ModelFileError
 */
export function fetchModelFile(
  { url, bytes }: ServedModel,
  onProgress: (receivedBytes: number) => void,
  request: typeof fetch = (...args) => fetch(...args),
): Promise<Uint8Array> {
  const toError = (fault: DataFault, options?: ErrorOptions) => new ModelFileError({ url: withoutVersion(url), fault }, options)
  return download(url, { fetch: request, toError }, async (body) => {
    let received = 0
    const counted = metered(body, (count) => {
      received = Math.min(bytes, received + count)
      onProgress(received)
    })
    const file = await readAtMost(counted, bytes + 1)
    if (file.length !== bytes) throw toError({ kind: 'size', expected: bytes, actual: file.length < bytes ? file.length : null })
    return file
  })
}

/** Nobody who reads an address needs the version that the page asks for. */
function withoutVersion(url: string): string {
  return url.split('?')[0] ?? url
}

/** What a file is told to be that is no model. */
const OF_CONTENT: ReadonlySet<string> = new Set<ErrorCode>(['safetensors', 'checkpoint', 'spec', 'shape'])

/** What went wrong with a model that the page comes with: nobody has chosen its file, so that it is blamed by its address. */
export function servedFault(error: unknown, file: ServedModel | undefined): unknown {
  if (file === undefined || !(error instanceof GatelightError) || !OF_CONTENT.has(error.code)) return error
  return new ModelFileError({ url: withoutVersion(file.url), fault: { kind: 'damaged', original: error.message } }, { cause: error })
}
