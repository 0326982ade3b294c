import { type Decoder, integer, refuse } from '../../core/decode'
import { decodeDataSet } from '../../data/sets/registry'
import type { DataSourceKind } from '../../data/sets/shipped'
import type { DataInfo } from '../../worker/protocol'
import type { DataRequest } from '../../worker/values/data'

const MOST_MIXED_IN = 8
const count = integer(1, 1_000_000)

/** A hand is written where the page is. */
const decodeKind: Decoder<DataSourceKind> = (value, path) => (value === 'hand' ? refuse(path, 'a set', value) : decodeDataSet(value, path))

/** A set, or a mixture with counts of what is mixed in, as a load asks for it. */
export type LinkedData = Pick<DataRequest, 'kind' | 'also'>

/** `mnist`, or `mnist_built-in_20000` for a mixture: nothing that an address would have to escape. */
export function writeData({ kind, also = [] }: LinkedData): string {
  return [kind, ...also.flatMap((other) => [other.kind, other.train ?? ''])].join('_')
}

export const decodeLinkedData: Decoder<LinkedData> = (value, path) => {
  if (typeof value !== 'string') return refuse(path, 'a text', value)
  const [first = '', ...others] = value.split('_')
  if (others.length === 0) return { kind: decodeKind(first, path) }
  if (others.length > 2 * MOST_MIXED_IN) return refuse(path, `at most ${MOST_MIXED_IN} sets that are mixed in`, value)
  const kinds = others.filter((_, place) => place % 2 === 0)
  const also = kinds.map((kind, place) => ({ kind: decodeKind(kind, path), train: count(Number(others[2 * place + 1]), path) }))
  return { kind: decodeKind(first, path), also }
}

/** What is in use, as a link asks for it. */
export function linkedDataOf({ kind, also }: DataInfo): LinkedData {
  return also === undefined ? { kind } : { kind, also: also.map((other) => ({ kind: other.kind, train: other.trainCount })) }
}

export function isSameData(a: LinkedData, b: LinkedData): boolean {
  return writeData(a) === writeData(b)
}
