/** Which visit a tab goes on with. A visit belongs to one tab at a time; what it stores, no other overwrites. */
export interface VisitSlots {
  /** The one that this tab had before it was loaded again; null for a new tab. */
  readonly before: string | null
  /** Makes a visit this tab's own, as long as it lives. @returns false where another tab has it */
  claim(slot: string): Promise<boolean>
  /** This tab goes on with it after a reload. */
  remember(slot: string): void
}

const KEY = 'gatelight/visit'

/** Tabs that are open answer within so many turns of so many milliseconds: while this tab was busy it heard nobody, and that is one turn. */
const ANSWER = { turns: 8, ms: 50 }

/** The browser's tabs: with locks where it has them, which end with a tab however it ends; else by asking around. */
export function browserSlots(): VisitSlots {
  return {
    before: attempt(() => sessionStorage.getItem(KEY)) ?? null,
    claim: (slot) => ('locks' in navigator ? claimByLock(slot) : claimByAsking(slot)),
    // Merely naming it throws where the browser forbids it.
    remember: (slot) => attempt(() => sessionStorage.setItem(KEY, slot)),
  }
}

function claimByLock(slot: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      // It is held until the tab is gone.
      return lock === null ? undefined : new Promise(() => {})
    }
    navigator.locks.request(`gatelight-visit-${slot}`, { ifAvailable: true }, hold).catch(reject)
  })
}

/** What tabs that ask at the same time tell each other: the lower number has it. */
const BID = 'bid '

/**
 * Locks are not there over plain http. Whoever has it says so, and of two that ask at once one gives way. Where tabs cannot hear each other, nobody can.
 */
async function claimByAsking(slot: string): Promise<boolean> {
  const channel = attempt(() => new BroadcastChannel(`gatelight-visit-${slot}`))
  if (channel === undefined) return true
  const say = (words: string): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
    channel.postMessage(words)
  }
  const bid = `${BID}${Math.random()}`
  const isTaken = await new Promise<boolean>((resolve) => {
    let turns = 0
    const timer = setInterval(() => {
      if (++turns < ANSWER.turns) return
      clearInterval(timer)
      resolve(false)
    }, ANSWER.ms)
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const isBid = typeof data === 'string' && data.startsWith(BID)
      // Not "mine": of three, the one in the middle would send the lowest away.
      if (isBid && data > bid) say(bid)
      else if (isBid || data === 'mine') {
        clearInterval(timer)
        resolve(true)
      }
    }
    say('whose')
    say(bid)
  })
  if (isTaken) {
    channel.close()
    return false
  }
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'whose') say('mine')
  }
  return true
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

export interface Claimed {
  readonly slot: string
  /** It has been visited before. */
  readonly isOld: boolean
  /** Other tabs are open. */
  readonly hasOthers: boolean
  /** Visits that nobody is at, the newest first; this tab's own is none of them. */
  readonly free: readonly string[]
}

/**
 * Finds this tab's visit: its own from before, or the newest that no other tab has, or a new one.
 *
 * @param known    visits that were stored, the newest first
 * @param beginsAnew  a link was opened: no visit of before is gone on with
 * @param newSlot  an id that no other visit has
 */
export async function claimVisit(
  slots: VisitSlots,
  known: readonly string[],
  { beginsAnew, newSlot }: { readonly beginsAnew: boolean; readonly newSlot: string },
): Promise<Claimed> {
  const { before } = slots
  const isKnown = before !== null && known.includes(before)
  const candidates = isKnown ? [before, ...known.filter((slot) => slot !== before)] : known
  let own: string | null = null
  let hasOthers = false
  const free: string[] = []
  for (const slot of candidates) {
    if (own !== null || beginsAnew) {
      free.push(slot)
    } else if (await slots.claim(slot)) own = slot
    else hasOthers = true
  }
  const slot = own ?? newSlot
  if (own === null) await slots.claim(slot)
  slots.remember(slot)
  return { slot, isOld: own !== null, hasOthers, free }
}
