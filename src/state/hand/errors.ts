import { GatelightError } from '../../core/gatelight-error'
import type { StorageFault } from '../storage/fault'

/** Drawings of a hand cannot be kept, or not be had back. */
export class HandStorageError extends GatelightError {
  readonly code = 'hand'

  constructor(
    readonly detail: StorageFault,
    options?: ErrorOptions,
  ) {
    super('The drawings of a hand', detail, options)
  }
}
