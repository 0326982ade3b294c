import type { ErrorDetail } from '../../core/error-details'
import { GatelightError } from '../../core/gatelight-error'
import { printable } from '../../core/printable'

export type OwnFault = ErrorDetail<'own-data'>['fault']

/** Files of a visitor's own data that cannot be used: which file, what was expected and what came. */
export class OwnDataError extends GatelightError {
  readonly code = 'own-data'
  readonly detail: ErrorDetail<'own-data'>

  constructor(file: string, fault: OwnFault, options?: ErrorOptions) {
    const detail = { file: printable(file), fault }
    super('Data cannot be used', detail, options)
    this.detail = detail
  }
}
