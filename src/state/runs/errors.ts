import { GatelightError } from '../../core/gatelight-error'
import type { StorageFault } from '../storage/fault'

/** Runs cannot be kept between visits, or not be read. */
export class RunStorageError extends GatelightError {
  readonly code = 'run-storage'

  constructor(
    readonly detail: StorageFault,
    options?: ErrorOptions,
  ) {
    super('Runs are not kept', detail, options)
  }
}
