import { loadPart } from '../core/load-part'
import type { OwnData } from '../data/own/own-data'
import type { HostServices } from './services'

/** Data of the visitor's own, whose code comes when files of theirs do. */
export function laterOwnData(): HostServices['ownData'] {
  let own: OwnData | null = null
  const load = async (): Promise<OwnData> => {
    const [{ OwnData: Own }, { decodeGrey }] = await loadPart(() =>
      Promise.all([import('../data/own/own-data'), import('../data/own/decode-grey')]),
    )
    return (own ??= new Own({ decode: decodeGrey }))
  }
  return {
    look: async (...asked) => (await load()).look(...asked),
    // What never came has nothing to leave.
    leave: () => own?.leave(),
    take: async (...asked) => (await load()).take(...asked),
    load: async (...asked) => (await load()).load(...asked),
  }
}
