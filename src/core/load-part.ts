import { wordsOf } from './gatelight-error'
import { withinLimit } from './within-limit'

/** A file of code is smaller than a photo; on the slowest of networks it comes within this time, or not at all. */
const LIMIT_MS = 20_000

/**
 * Loads a part of the code that is a file of its own. It may be missing, because a newer page has taken its place, or the network may be gone, or
 * never answer. Nothing is kept of a failure: the next call asks for the file again.
 *
 * @param load     an `import()`
 * @param toError  the caller's error, `original` is what the browser says; default: what was thrown
 */
export async function loadPart<Part>(
  load: () => Promise<Part>,
  toError?: (original: string, options: ErrorOptions) => Error,
): Promise<Part> {
  try {
    return await withinLimit(load(), LIMIT_MS, () => new DOMException(`no answer within ${LIMIT_MS} ms`, 'TimeoutError'))
  } catch (cause) {
    throw toError?.(wordsOf(cause), { cause }) ?? cause
  }
}
