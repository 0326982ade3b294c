import { GatelightError } from '../core/errors'
import type { ErrorData } from './protocol'

/** An error as it crosses threads; anything that this project did not throw on purpose gets the code `internal`. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof GatelightError) return { code: error.code, message: error.message, hint: error.hint }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { code: 'internal', message, hint: 'Reload the page; if it happens again, please report it.' }
}
