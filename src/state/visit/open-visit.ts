import { type KeyValueStore, openKeyValueStore } from '../../data/key-value-store'
import { LEFT_KEY } from '../preferences-key'
import { parseAddress } from '../address/parse'
import type { Address } from '../address/address'
import { VISITS } from './database'
import { newId } from '../runs/names'
import { browserSlots, claimVisit, type VisitSlots } from './slots'
import type { VisitedWork } from './visit'
import { VisitStorage } from './visit-storage'

/** The visit that this tab goes on with. */
export interface OpenVisit {
  readonly storage: VisitStorage
  readonly slot: string
  /** What was left of it; null where it begins. */
  readonly left: { readonly address: Address; readonly work: VisitedWork | null } | null
  /** Other tabs have the page open. */
  readonly hasOthers: boolean
}

/** Opens the visit of a tab of the browser. @throws VisitStorageError */
export async function openBrowserVisit(beginsAnew: boolean): Promise<OpenVisit> {
  const visit = await openVisit(async () => openKeyValueStore(VISITS, 'visits'), browserSlots(), beginsAnew)
  noteVisit()
  return visit
}

/** The next one may find another drawing on the pad than the page's own. */
function noteVisit(): void {
  try {
    localStorage.setItem(LEFT_KEY, 'yes')
  } catch {
    // Where nothing is kept, nothing is left.
  }
}

/** Opens this tab's visit. @throws VisitStorageError */
export async function openVisit(open: () => Promise<KeyValueStore<unknown>>, slots: VisitSlots, beginsAnew: boolean): Promise<OpenVisit> {
  const storage = new VisitStorage(open)
  const known = (await storage.list()).map(({ slot }) => slot)
  const { slot, isOld, hasOthers, free } = await claimVisit(slots, known, { beginsAnew, newSlot: newId() })
  const stored = isOld ? await storage.load(slot) : null
  void storage.prune(free).catch(() => {})
  if (stored === null) return { storage, slot, left: null, hasOthers }
  const { address } = await parseAddress(stored.page.hash)
  return { storage, slot, left: { address, work: stored.work }, hasOthers }
}
