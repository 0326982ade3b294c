import type { DataFault, ErrorDetail } from '../core/error-details'
import { GatelightError, wordsOf } from '../core/gatelight-error'
import { readWhole } from '../data/byte-reader'
import { download } from '../data/download'
import { decodeCheckpoint, type Checkpoint } from '../train/checkpoint'
import { MOST_MODEL_BYTES } from '../nn/spec/memory'

/** A model's file that the page cannot have. */
export class ModelFetchError extends GatelightError {
  readonly code = 'model-fetch'
  constructor(
    readonly detail: ErrorDetail<'model-fetch'>,
    options?: ErrorOptions,
  ) {
    super('A model cannot be loaded', detail, options)
  }
}

/**
 * @param request  stands in for `fetch` in tests
 * @throws ModelFetchError
 */
export function fetchBytes(url: string, request: typeof fetch = (...args) => fetch(...args)): Promise<Uint8Array> {
  const toError = (fault: DataFault, options?: ErrorOptions) => new ModelFetchError({ url, fault }, options)
  return download(url, { fetch: request, toError }, async (body) => {
    const bytes = await readWhole(body, MOST_MODEL_BYTES)
    if (bytes === null) throw toError({ kind: 'tooLarge', limit: MOST_MODEL_BYTES })
    return bytes
  })
}

/** A model that was fetched. @throws ModelFetchError for one that is broken or was cut off: nobody has chosen its file */
export function decodeFetched(url: string, bytes: Uint8Array): Checkpoint {
  try {
    return decodeCheckpoint(bytes)
  } catch (cause) {
    throw new ModelFetchError({ url, fault: { kind: 'damaged', original: wordsOf(cause) } }, { cause })
  }
}
