import { type Decoder, refuse } from '../../core/decode'
import { decodeDataSet } from '../../data/sets/registry'
import type { DataInfo } from '../../worker/protocol'
import { type DataRequest, decodeDataRequest } from '../../worker/values/data'

/** A set, or a mixture with counts of what is mixed in, as a load asks for it. */
export type LinkedData = Pick<DataRequest, 'kind' | 'also'>

/** `mnist`, or `mnist_built-in_20000` for a mixture: nothing that an address would have to escape. */
export function writeData({ kind, also = [] }: LinkedData): string {
  return [kind, ...also.flatMap((other) => [other.kind, other.train ?? ''])].join('_')
}

export const decodeLinkedData: Decoder<LinkedData> = (value, path) => {
  if (typeof value !== 'string') return refuse(path, 'a text', value)
  const [first = '', ...others] = value.split('_')
  if (others.length === 0) return { kind: decodeDataSet(first, path) }
  const kinds = others.filter((_, place) => place % 2 === 0)
  const also = kinds.map((kind, place) => ({ kind, train: Number(others[2 * place + 1]) }))
  const { kind, also: mixedIn } = decodeDataRequest({ kind: first, also }, path)
  return mixedIn === undefined ? { kind } : { kind, also: mixedIn }
}

/** What is in use, as a link asks for it. */
export function linkedDataOf({ kind, also }: DataInfo): LinkedData {
  return also === undefined ? { kind } : { kind, also: also.map((other) => ({ kind: other.kind, train: other.trainCount })) }
}

export function isSameData(a: LinkedData, b: LinkedData): boolean {
  return writeData(a) === writeData(b)
}
