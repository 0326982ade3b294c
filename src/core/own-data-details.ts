import { anyNumber, choice, integer, nullable } from './decode'
import { name, original, shape, variants } from './error-fields'

/** What is wrong with files of a visitor's own data. */
export const ownFault = variants('kind', {
  /** Neither IDX, nor a table of pixels, nor pictures in folders, nor an archive of these. */
  unknown: {},
  unreadable: { original },
  /** A broken or cut off archive; null where its end says so. */
  packed: { form: choice('gzip', 'zip'), original: nullable(original) },
  /** Bytes of a file, as its header says; `actual` is null for more. */
  cut: { expected: integer(), actual: nullable(integer()) },
  /** No shape of grey or coloured pictures. */
  shape: { shape },
  noLabels: { pictures: integer() },
  noPictures: {},
  counts: { pictures: integer(), labels: integer() },
  label: { found: name },
  /** Of a table: a class and a square number of pixels were expected. */
  columns: { columns: integer() },
  row: { row: integer(1), expected: integer(), actual: integer() },
  value: { row: integer(1), column: integer(1), found: name },
  /** Another number of classes than a task can have. */
  classes: { count: integer(), most: integer() },
  /** Files that go on with a class, or a picture, that they did not begin with: they were changed meanwhile. */
  changed: {},
  /** Pictures lie in no folders that name their classes. */
  noFolders: {},
  decode: { original },
  tooLarge: { what: choice('file', 'line', 'picture'), limit: anyNumber },
  tooMany: { limit: integer() },
  /** Too few to train on some and test with others. */
  tooFew: { pictures: integer() },
  /** The set is too large for the memory and could not be stored. */
  notStored: { bytes: anyNumber, original },
  /** Nothing was looked at, or nothing is kept. */
  nothing: {},
})
