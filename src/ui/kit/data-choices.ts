import { dataSetIds, madeBeside } from '../../data/sets/registry'
import type { DataSourceKind } from '../../data/sets/shipped'
import type { DataInfo } from '../../worker/protocol'
import type { DataRequest } from '../../worker/values/data'
import type { Messages } from './messages/messages'
import { setWords } from './set-words'

/** A set to learn from, alone or with another mixed in. */
export interface DataChoice {
  readonly id: string
  /** It alone measures the model. */
  readonly kind: DataSourceKind
  /** Made on the spot, as many as are wanted; null for none. */
  readonly mixedIn: DataSourceKind | null
}

/** How many digits are mixed in; the usual number is what a set makes by itself. */
export const mixedInRange = { min: 1000, max: 60_000, step: 1000, usual: 20_000 } as const

/** Everything that the page offers to learn from. */
export const dataChoices: readonly DataChoice[] = [
  ...dataSetIds.map((kind) => ({ id: kind, kind, mixedIn: null })),
  ...dataSetIds.flatMap((kind) => {
    const mixedIn = madeBeside(kind)
    return mixedIn === null ? [] : [{ id: `${kind}+${mixedIn}`, kind, mixedIn }]
  }),
]

/** Which one is in use; null before any is. */
export function choiceInUse(info: DataInfo | null): DataChoice | null {
  if (info === null) return null
  const other = info.also?.[0]?.kind ?? null
  return dataChoices.find(({ kind, mixedIn }) => kind === info.kind && mixedIn === other) ?? null
}

/** @param count  how many are mixed in */
export function requestFor({ kind, mixedIn }: DataChoice, count: number = mixedInRange.usual): DataRequest {
  return mixedIn === null ? { kind } : { kind, also: [{ kind: mixedIn, train: count }] }
}

/** A set with drawings of the visitor's mixed in. */
export function withHand(kind: DataSourceKind, hand: NonNullable<DataRequest['hand']>): DataRequest {
  return { kind, also: [{ kind: 'hand' }], hand }
}

/** On a button among others. */
export function choiceLabel({ kind, mixedIn }: DataChoice, { sets }: Pick<Messages, 'sets'>): string {
  return mixedIn === null ? setWords(kind, sets).short : sets.mixed.short
}

/** Training examples of the first set of a mixture; of a set alone, all. */
export function firstCount({ trainCount, also = [] }: DataInfo): number {
  return also.reduce((left, other) => left - other.trainCount, trainCount)
}

/** How many are of which set: `60,000 of MNIST’s and 20,000 built-in`. */
export function describeShares(info: DataInfo, { sets }: Pick<Messages, 'sets'>, count: (count: number) => string): string {
  const parts = [{ kind: info.kind, trainCount: firstCount(info) }, ...(info.also ?? [])]
  return sets.mixed.shares(parts.map(({ kind, trainCount }) => setWords(kind, sets).share(count(trainCount))))
}
