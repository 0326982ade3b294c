import type { ErrorDetail } from '../../core/error-details'
import { GatelightError } from '../../core/gatelight-error'
import { printable } from '../../core/printable'

type HandFault = ErrorDetail<'hand-file'>['fault']

/** A file that holds no drawings of a hand: where it is not what was expected. */
export class HandFileError extends GatelightError {
  readonly code = 'hand-file'
  readonly detail: ErrorDetail<'hand-file'>

  constructor(file: string, fault: HandFault, options?: ErrorOptions) {
    const detail = { file: printable(file), fault }
    super('A file of drawings cannot be used', detail, options)
    this.detail = detail
  }
}
