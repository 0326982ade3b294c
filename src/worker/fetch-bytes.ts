import { GatelightError } from '../core/errors'

/** A model's file that the page cannot have. */
export class ModelFetchError extends GatelightError {
  readonly code = 'model-fetch'
  constructor(
    readonly detail: { url: string; reason: string },
    options?: ErrorOptions,
  ) {
    super(
      `The model at ${detail.url} cannot be loaded: ${detail.reason}`,
      'Train one from zero, or open a model file of your own.',
      options,
    )
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
    throw new ModelFetchError({ url, reason: 'no answer' }, { cause })
  }
  if (!response.ok) throw new ModelFetchError({ url, reason: `the server answers ${response.status}` })
  if (response.headers.get('content-type')?.startsWith('text/html')) throw new ModelFetchError({ url, reason: 'a web page came instead' })
  if (Number(response.headers.get('content-length') ?? 0) > MAX_BYTES) throw new ModelFetchError({ url, reason: 'it is too large' })
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    throw new ModelFetchError({ url, reason: 'the connection broke' }, { cause })
  }
}
