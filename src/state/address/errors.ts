import type { AddressPart, ErrorDetail } from '../../core/error-details'
import { GatelightError } from '../../core/gatelight-error'

type Fault = ErrorDetail<'address'>['fault']

/** An address of the page of which nothing, or not everything, can be shown; or what is on the page fits into no address. */
export class AddressError extends GatelightError {
  readonly code = 'address'
  readonly detail: ErrorDetail<'address'>

  constructor(fault: Fault, options?: ErrorOptions) {
    super('An address of the page', fault, options)
    this.detail = { fault }
  }
}

/** One part that makes no sense, and why. */
export interface Refusal {
  readonly part: AddressPart
  readonly error: GatelightError
}

/** Says which parts are left out; null where none is. */
export function refusalOf(refusals: readonly Refusal[]): AddressError | null {
  const [first] = refusals
  if (first === undefined) return null
  const parts = [...new Set(refusals.map(({ part }) => part))]
  return new AddressError({ kind: 'parts', parts, original: first.error.message }, { cause: first.error })
}
