import type { ErrorDetail } from '../../core/error-details'

/** One of every kind. */
export const handFaults: readonly ErrorDetail<'hand-file'>['fault'][] = [
  { kind: 'noJson' },
  { kind: 'noList' },
  { kind: 'empty' },
  { kind: 'entry', place: 3, field: 'label' },
  { kind: 'entry', place: 3, field: 'strokes' },
  { kind: 'entry', place: 3, field: 'pens' },
  { kind: 'tooMany', limit: 5000 },
  { kind: 'tooLarge', limit: 64 * 1024 * 1024 },
  { kind: 'unreadable' },
]
