import { GatelightError, SpecError } from '../core/errors'
import { decodeErrorDetail, type ErrorDetail } from './error-details'
import type { ErrorData } from './protocol'

/** An error as it crosses threads; anything that this project did not throw on purpose gets the code `internal`. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof GatelightError) return { code: error.code, message: error.message, hint: error.hint, ...detailOf(error) }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const hint = 'Reload the page; if it happens again, please report it.'
  return { code: 'internal', message, hint, detail: { code: 'internal', reason: message } }
}

/** What the error says as data; nothing where its code is not known to say it in this form. */
function detailOf(error: GatelightError): { readonly detail?: ErrorDetail } {
  const given: unknown = 'detail' in error ? error.detail : { reason: error.message }
  // Any value may be wrong in a specification; it is told as it is written.
  const told = error instanceof SpecError ? { ...error.detail, value: JSON.stringify(error.detail.value) ?? 'missing' } : given
  try {
    return { detail: decodeErrorDetail({ ...(typeof told === 'object' ? told : {}), code: error.code }, 'detail') }
  } catch {
    return {}
  }
}
