import type { ErrorDetail } from '../core/error-details'
import { GatelightError, wordsOf } from '../core/gatelight-error'

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

/** Far above any model that the page can hold; a server's mistake must not fill the memory. */
const MAX_BYTES = 128 * 1024 * 1024

/** @throws ModelFetchError */
export async function fetchBytes(url: string): Promise<Uint8Array> {
  let response: Response
  try {
    response = await fetch(url)
  } catch (cause) {
    throw new ModelFetchError({ url, fault: { kind: 'network', original: wordsOf(cause) } }, { cause })
  }
  if (!response.ok) throw new ModelFetchError({ url, fault: { kind: 'http', status: response.status } })
  if (response.headers.get('content-type')?.startsWith('text/html')) throw new ModelFetchError({ url, fault: { kind: 'html' } })
  if (Number(response.headers.get('content-length') ?? 0) > MAX_BYTES) {
    throw new ModelFetchError({ url, fault: { kind: 'tooLarge', limit: MAX_BYTES } })
  }
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    throw new ModelFetchError({ url, fault: { kind: 'network', original: wordsOf(cause) } }, { cause })
  }
}
