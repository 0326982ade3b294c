import { GatelightError } from '../../core/gatelight-error'
import type { StorageFault } from '../storage/fault'

/** Models cannot be kept on the shelf, or not be had from there. */
export class ShelfError extends GatelightError {
  readonly code = 'shelf'

  constructor(
    readonly detail: StorageFault,
    options?: ErrorOptions,
  ) {
    super('The shelf of models', detail, options)
  }
}
