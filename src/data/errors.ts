import type { DataFailure, DataFault, ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'

export type { DataFailure, DataFault } from '../core/error-details'

/** Which file of which source: what every failure of data begins with. */
export type DataPlace = Omit<DataFailure, 'fault'>

/** One file that cannot be used, and why. */
export class DataFileError extends GatelightError {
  readonly code = 'data-file'
  readonly detail: DataFailure

  constructor({ source, file }: DataPlace, fault: DataFault, options?: ErrorOptions) {
    const detail = { source, file, fault }
    super('A file of data cannot be used', detail, options)
    this.detail = detail
  }

  get failure(): DataFailure {
    return this.detail
  }
}

/** Every source of MNIST was passed over. */
export class DataUnavailableError extends GatelightError {
  readonly code = 'data-unavailable'

  /** @param detail  one failure per source that was tried, in order */
  constructor(readonly detail: ErrorDetail<'data-unavailable'>) {
    super('MNIST could not be loaded', listed(detail))
  }
}

/** The files given are not the whole of MNIST. */
export class DataIncompleteError extends GatelightError {
  readonly code = 'data-incomplete'

  /** @param detail  `missing` names what was not among the files, `failures` what was wrong with the others */
  constructor(readonly detail: ErrorDetail<'data-incomplete'>) {
    super('MNIST’s four files are needed', listed(detail))
  }
}

const LISTED_FAILURES = 4

/** The first failures, and how many more there are: for a message of limited length. */
function listed<D extends { readonly failures: readonly DataFailure[] }>(detail: D): D & { readonly more: number } {
  return { ...detail, failures: detail.failures.slice(0, LISTED_FAILURES), more: Math.max(0, detail.failures.length - LISTED_FAILURES) }
}
