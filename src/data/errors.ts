import { GatelightError } from '../core/errors'

/** Which file of which source: what every failure of data begins with. */
export interface DataPlace {
  /** `cache`, `page`, a mirror's address, or `files` for what the visitor dropped. */
  readonly source: string
  readonly file: string
}

export type DataFault =
  /** No network: nothing was asked for. */
  | 'offline'
  /** No answer, or the connection broke. */
  | 'network'
  /** An answer other than 2xx. */
  | 'http'
  /** No byte for too long. */
  | 'stalled'
  /** A web page where data was expected. */
  | 'html'
  /** A gzip stream that is broken, cut off, or followed by more bytes. */
  | 'gzip'
  /** Neither gzip nor IDX of bytes. */
  | 'magic'
  /** Dimensions or length other than those of the file. */
  | 'size'
  /** The right form with the wrong content. */
  | 'hash'
  /** The browser's storage, or a folder, cannot be read or written. */
  | 'storage'
  /** Content cannot be checked here. */
  | 'unchecked'

/** Why one source of data was passed over. */
export interface DataFailure extends DataPlace {
  readonly fault: DataFault
  /** For people, a clause without a full stop. */
  readonly reason: string
}

/** One file that cannot be used, and why. */
export class DataFileError extends GatelightError {
  readonly code = 'data-file'
  readonly detail: DataFailure

  constructor(place: DataPlace, fault: DataFault, reason: string, options?: ErrorOptions) {
    super(`${place.file} (${place.source}): ${reason}`, 'Take MNIST from another source, or train on the built-in digits.', options)
    this.detail = { source: place.source, file: place.file, fault, reason }
  }

  get failure(): DataFailure {
    return this.detail
  }
}

/** Every source of MNIST was passed over. */
export class DataUnavailableError extends GatelightError {
  readonly code = 'data-unavailable'

  /** @param detail  one failure per source that was tried, in order */
  constructor(readonly detail: { readonly failures: readonly DataFailure[] }) {
    super(
      `MNIST could not be loaded. ${listFailures(detail.failures)}`,
      'Drop its four files on the page, or train on the built-in digits, which need no network.',
    )
  }
}

/** The files given are not the whole of MNIST. */
export class DataIncompleteError extends GatelightError {
  readonly code = 'data-incomplete'

  /** @param detail  `missing` names what was not among the files, `failures` what was wrong with the others */
  constructor(readonly detail: { readonly missing: readonly string[]; readonly failures: readonly DataFailure[] }) {
    const wrong = detail.failures.length > 0 ? ` ${listFailures(detail.failures)}` : ''
    super(
      `MNIST's four files are needed; missing: ${detail.missing.join(', ')}.${wrong}`,
      'Drop all four files together, gzipped or not; their names do not matter. The page also takes pictures of a digit, and models that it has saved.',
    )
  }
}

const LISTED_FAILURES = 4

function listFailures(failures: readonly DataFailure[]): string {
  const listed = failures.slice(0, LISTED_FAILURES).map(({ source, file, reason }) => `${file} (${source}): ${reason}.`)
  const more = failures.length - listed.length
  return [...listed, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

/** What a caught value says, for the end of a reason. */
export function causeMessage(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  // DOM exceptions of storage often have a name (QuotaExceededError) and an empty message.
  const own = cause.message || cause.name
  // Node's fetch says why only one level below.
  return cause.cause instanceof Error ? `${own}: ${causeMessage(cause.cause)}` : own
}
