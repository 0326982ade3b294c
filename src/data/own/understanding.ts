import { bytes, choice, flag, instance, integer, list, nullable, record, tagged, text, type Decoded } from '../../core/decode'
import { TASK_LIMITS } from '../../core/task'
import { namingIds } from './names'

const side = integer(1, TASK_LIMITS.side)
const size = record({ height: side, width: side })

/** Something that is said of a set before it is taken. */
const remark = tagged('kind', {
  /** Pictures of several sizes, or of one that the network cannot read, get another; `from` is null for several. */
  resampled: record({ from: nullable(size) }),
  /** Files that nothing is taken of. */
  leftOut: record({ names: list(text, 4), more: integer() }),
  /** Classes of which there is no picture to train on. */
  untrained: record({ labels: list(text, TASK_LIMITS.classes) }),
  /** So many test pictures measure, spread evenly over all. */
  sampledTest: record({ kept: integer(), of: integer() }),
})

/** What was found in files that were dropped: everything that is to be seen before they take the place of the data in use. */
export const decodeUnderstanding = record({
  form: choice('idx', 'csv', 'pictures'),
  title: text,
  trainCount: integer(),
  testCount: integer(),
  /** Whether the files say which pictures test; else these are drawn with a seed. */
  split: choice('given', 'seeded'),
  /** That the network will read. */
  size,
  /** Of the pixels in all, as they will be kept. */
  bytes: integer(),
  /** Kept in the browser's storage and trained from there. */
  isLarge: flag,
  /** By each naming that fits, the labels in the order of the classes. */
  namings: list(record({ id: choice(...namingIds), labels: list(text, TASK_LIMITS.classes) }), namingIds.length),
  /** Which of the namings is most likely. */
  naming: choice(...namingIds),
  /** [C] pictures of each class, to train on and to test with. */
  counts: list(record({ train: integer(), test: integer() }), TASK_LIMITS.classes),
  /** Pictures were dark on light and are turned. */
  isTurned: flag,
  /** They seem to lie on their side. */
  liesOnItsSide: flag,
  samples: record({
    /** [n,height,width] as they will be read, not transposed */
    levels: bytes,
    /** [n] places in the classes. */
    labels: list(integer(0, TASK_LIMITS.classes - 1), 16),
  }),
  remarks: list(remark, 8),
})

export type Understanding = Decoded<typeof decodeUnderstanding>
export type Remark = Decoded<typeof remark>

/** What the visitor decides. */
export const decodeOwnChoices = record({ isTransposed: flag, naming: choice(...namingIds) })

export type OwnChoices = Decoded<typeof decodeOwnChoices>

/** One file of those that were dropped, and where it lay. */
export const decodeOwnFile = record({ file: instance(File, 'a File'), path: text })
