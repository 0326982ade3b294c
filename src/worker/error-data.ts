import { decodeErrorData, type ErrorData } from '../core/error-details'
import { clip, GatelightError } from '../core/gatelight-error'

/** An error as it crosses threads; anything that this project did not throw on purpose gets the code `internal`. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof GatelightError) {
    const { code, message, detail } = error
    return decodeErrorData({ code, message, detail }, 'error')
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { code: 'internal', message, detail: { original: clip(message) } }
}
