import type { DataState } from '../../state/app-state'
import type { DataInfo } from '../../worker/protocol'
import type { Messages } from '../kit/messages/messages'
import { setWords } from '../kit/set-words'

/** The data in use in a few words. */
export function statusOf({ kind, title, also }: DataInfo, { sets }: Messages): string {
  if (also === undefined) return setWords(kind, sets, title).status
  return sets.mixed.status([{ kind }, ...also].map((set) => setWords(set.kind, sets).short))
}

/** How much of what is loading is there, 0…1. */
export function fractionOf({ receivedBytes, totalBytes }: NonNullable<DataState['loading']>): number {
  return totalBytes > 0 ? receivedBytes / totalBytes : 0
}
