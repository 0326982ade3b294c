import { shippedSetIds, type DataSourceKind } from '../../src/data/sets/shipped'
import { UsageError } from './usage-error'

/** Sets that `npm run train` knows: those of the page, and the pen digits. */
export type TrainingSetId = DataSourceKind | 'writers'

export const trainingSetIds: readonly TrainingSetId[] = [...shippedSetIds, 'writers']

/** A set to train on, and how much of it an epoch sees; without numbers the whole set once, and of built-in digits the usual number. */
export interface DataPart {
  readonly kind: TrainingSetId
  /** So many training examples, the first ones. */
  readonly train?: number
  /** Every training example so often. */
  readonly copies?: number
}

const MOST = { train: 1e7, copies: 100 }

/**
 * `mnist,writers:3x,built-in:60000`: sets, each with the number of its examples or, with an x, of its copies.
 *
 * @throws UsageError
 */
export function parseDataOption(text: string): readonly [DataPart, ...DataPart[]] {
  const [first = '', ...others] = text.split(',')
  const parts = [parsePart(first), ...others.map(parsePart)] as const
  const twice = parts.find(({ kind }, index) => parts.findIndex((other) => other.kind === kind) < index)
  if (twice !== undefined) throw new UsageError(`--data ${text}: ${twice.kind} is there twice`)
  return parts
}

/** @throws UsageError unless it is the name of a set */
export function trainingSet(option: string, name: string): TrainingSetId {
  const kind = trainingSetIds.find((id) => id === name)
  if (kind === undefined) throw new UsageError(`--${option} ${name}: allowed are ${trainingSetIds.join(', ')}`)
  return kind
}

function parsePart(text: string): DataPart {
  const [name = '', amount] = text.split(/:(.*)/)
  const kind = trainingSet('data', name)
  if (amount === undefined) return { kind }
  const [, digits, copies] = /^([1-9]\d*)(x?)$/.exec(amount) ?? []
  const number = Number(digits)
  const most = copies === 'x' ? MOST.copies : MOST.train
  if (!(number <= most)) {
    throw new UsageError(
      `--data ${text}: behind the colon stands a number of examples, 1 … ${MOST.train}, or of copies with an x, 1x … ${MOST.copies}x`,
    )
  }
  if (copies !== 'x') return { kind, train: number }
  if (kind === 'built-in') throw new UsageError(`--data ${text}: of built-in digits say how many are to be made, such as built-in:60000`)
  return { kind, copies: number }
}
