import type { ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'

/** A database of the browser's that is there, and that this version of the page does not open. */
export class DatabaseError extends GatelightError {
  readonly code = 'database'
  constructor(readonly detail: ErrorDetail<'database'>) {
    super('A database cannot be opened', detail)
  }
}
