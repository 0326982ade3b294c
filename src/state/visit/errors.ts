import { GatelightError } from '../../core/gatelight-error'
import type { StorageFault } from '../storage/fault'

/** What is on the page cannot be kept for the next visit, or what the last one left not be read. */
export class VisitStorageError extends GatelightError {
  readonly code = 'visit-storage'

  constructor(
    readonly detail: StorageFault,
    options?: ErrorOptions,
  ) {
    super('The page is not kept', detail, options)
  }
}
