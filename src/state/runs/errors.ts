import { clip, GatelightError, wordsOf } from '../../core/gatelight-error'
import type { ErrorDetail } from '../../core/error-details'

type Detail = ErrorDetail<'run-storage'>

/** Runs cannot be kept between visits, or not be read. */
export class RunStorageError extends GatelightError {
  readonly code = 'run-storage'

  constructor(
    readonly detail: Detail,
    options?: ErrorOptions,
  ) {
    super('Runs are not kept', detail, options)
  }
}

/** What a browser says of a storage that it does not have here: in a private window, or by a visitor's choice. */
const ABSENT: ReadonlySet<string> = new Set(['ReferenceError', 'SecurityError', 'InvalidStateError', 'UnknownError'])

/** A browser's own error as the page tells it. */
export function toRunStorageError(cause: unknown, action: Detail['action']): RunStorageError {
  if (cause instanceof RunStorageError) return cause
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'QuotaExceededError') return new RunStorageError({ action, reason: { kind: 'full' } }, { cause })
  if (ABSENT.has(name) || !hasStorage()) return new RunStorageError({ action, reason: { kind: 'absent' } }, { cause })
  return new RunStorageError({ action, reason: { kind: 'other', original: clip(wordsOf(cause)) } }, { cause })
}

/** Some browsers name the storage that they do not have, and it is nothing. */
function hasStorage(): boolean {
  return Boolean(Reflect.get(globalThis, 'indexedDB'))
}
