import type { DataFailure, DataFault, ErrorCode, ErrorData, ErrorDetail } from '../../core/error-details'

/** What happened, and what the visitor can do now. */
export interface ErrorText {
  readonly message: string
  readonly hint: string
  /** What a browser or another program said in its own words: for reports. */
  readonly original?: string | undefined
}

/** The sentences of one language for every error. */
export interface ErrorWords {
  readonly codes: { readonly [C in ErrorCode]: (detail: ErrorDetail<C>) => ErrorText }
  /** What is wrong with a file, as a clause. */
  readonly fault: (fault: DataFault) => string
}

interface Words {
  readonly errors: ErrorWords
}

/** An error in the visitor's language, made of what it says as data. */
export function describeError(error: ErrorData, { errors }: Words): ErrorText {
  return tell(errors.codes, error)
}

/** Why a source of data was passed over, in the visitor's language. */
export function describeFailure({ fault }: DataFailure, { errors }: Words): string {
  return errors.fault(fault)
}

function tell<C extends ErrorCode>(
  codes: { readonly [K in C]: (detail: ErrorDetail<K>) => ErrorText },
  { code, detail }: ErrorData<C>,
): ErrorText {
  return codes[code](detail)
}

/** The browser's words in a fault or a reason that may have some. */
export function originalOf(reason: object): string | undefined {
  return 'original' in reason && typeof reason.original === 'string' ? reason.original : undefined
}

/** A source of data in words: a known place by its name, a mirror by its host. */
export function nameSource(source: string, places: Readonly<Record<string, string>>): string {
  const known = Object.hasOwn(places, source) ? places[source] : undefined
  return known ?? hostOf(source) ?? source
}

/** `URL.canParse` is younger than the oldest browsers that the page is for. */
function hostOf(address: string): string | null {
  try {
    return new URL(address).host || null
  } catch {
    return null
  }
}

/** Failures that one sentence lists. */
export const LISTED_FAILURES = 4
