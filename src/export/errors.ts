import type { ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'

/** A model that a format has no words for; `reason` names the layer. */
export class ExportError extends GatelightError {
  readonly code = 'export'
  constructor(readonly detail: ErrorDetail<'export'>) {
    super('A model cannot be written in this format', detail)
  }
}

/** A file of weights that this page cannot take over. */
export class ImportError extends GatelightError {
  readonly code = 'import'
  constructor(
    readonly detail: ErrorDetail<'import'>,
    options?: ErrorOptions,
  ) {
    super('Weights cannot be taken over', detail, options)
  }
}

export type ExportReason = ErrorDetail<'export'>['reason']
export type ImportProblem = ErrorDetail<'import'>['problem']
