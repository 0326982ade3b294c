import { clip, wordsOf } from '../../core/gatelight-error'
import type { ErrorDetail } from '../../core/error-details'
import { DatabaseError } from '../../data/database-error'

/** What was to be done, and why the browser's storage does not do it. */
export type StorageFault = ErrorDetail<'run-storage'>

/** What a browser says of a storage that it does not have here: in a private window, or by a visitor's choice. */
const ABSENT: ReadonlySet<string> = new Set(['ReferenceError', 'SecurityError', 'InvalidStateError', 'UnknownError'])

/** A browser's own error as the page tells it. */
export function storageReason(cause: unknown): StorageFault['reason'] {
  if (cause instanceof DatabaseError) return { kind: cause.detail.problem }
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'QuotaExceededError') return { kind: 'full' }
  if (ABSENT.has(name) || !hasStorage()) return { kind: 'absent' }
  return { kind: 'other', original: clip(wordsOf(cause)) }
}

/** Some browsers name the storage that they do not have, and it is nothing. */
function hasStorage(): boolean {
  return Boolean(Reflect.get(globalThis, 'indexedDB'))
}
