import type { ErrorCode, ErrorDetail } from '../../worker/error-details'
import type { DataFailure, ErrorData } from '../../worker/protocol'

/** What happened, and what the visitor can do now. */
export interface ErrorText {
  readonly message: string
  readonly hint: string
  /** What was said in English, where the message has other words for it: for reports. */
  readonly original?: string
}

/** The words of one language for every error; `faults` are clauses for what was wrong with a file of data. */
export interface ErrorWords {
  readonly codes: { readonly [C in ErrorCode]: (detail: ErrorDetail<C>) => ErrorText }
  readonly faults: Readonly<Record<DataFailure['fault'], string>>
  /** For a code that is not known here. */
  readonly unknown: (error: ErrorData) => ErrorText
}

/** The part of the page's words that is for errors; null where they speak for themselves. */
interface Words {
  readonly errors: ErrorWords | null
}

/** An error in the visitor's language: in its own words where that is English, else in words that are made of it as data. */
export function describeError(error: ErrorData, { errors }: Words): ErrorText {
  const { message, hint, detail } = error
  if (errors === null) return { message, hint }
  return detail === undefined ? errors.unknown(error) : translate(errors.codes, detail)
}

/** Why a source of data was passed over, in the visitor's language. */
export function describeFailure({ fault, reason }: DataFailure, { errors }: Words): string {
  return errors === null ? reason : errors.faults[fault]
}

function translate<C extends ErrorCode>(
  codes: { readonly [K in C]: (detail: ErrorDetail<K>) => ErrorText },
  detail: ErrorDetail<C>,
): ErrorText {
  return codes[detail.code](detail)
}
