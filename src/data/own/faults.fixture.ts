import type { Each } from '../../core/each.fixture'
import type { ErrorDetail } from '../../core/error-details'

const original = 'TypeError: Cannot read properties of undefined'

/** One of every kind. */
export const ownFaults: Each<ErrorDetail<'own-data'>['fault']> = {
  unknown: { kind: 'unknown' },
  unreadable: { kind: 'unreadable', original },
  packed: { kind: 'packed', form: 'gzip', original },
  cut: { kind: 'cut', expected: 100, actual: 50 },
  shape: { kind: 'shape', shape: [3, 300, 300] },
  noLabels: { kind: 'noLabels', pictures: 100 },
  noPictures: { kind: 'noPictures' },
  counts: { kind: 'counts', pictures: 100, labels: 99 },
  label: { kind: 'label', found: '1.5' },
  columns: { kind: 'columns', columns: 786 },
  row: { kind: 'row', row: 3, expected: 785, actual: 7 },
  value: { kind: 'value', row: 3, column: 4, found: 'x' },
  classes: { kind: 'classes', count: 1, most: 256 },
  changed: { kind: 'changed' },
  noFolders: { kind: 'noFolders' },
  decode: { kind: 'decode', original },
  tooLarge: { kind: 'tooLarge', what: 'file', limit: 1e6 },
  tooMany: { kind: 'tooMany', limit: 4_000_000 },
  tooFew: { kind: 'tooFew', pictures: 1 },
  notStored: { kind: 'notStored', bytes: 1e9, original },
  nothing: { kind: 'nothing' },
}
