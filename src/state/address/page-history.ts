/** What the page needs of the browser's history; tests give their own. */
export interface PageHistory {
  /** What the address says of the page, with its `#`; empty where it says nothing. */
  hash(): string
  /** Whether the page has made this entry, or has opened it before: not a link that was just followed. */
  isOwn(): boolean
  /** A new entry: Back leads to the one before. */
  push(hash: string): void
  /** Another address for this entry, which is the page's own from now on. */
  replace(hash: string): void
  /** Hears of Back, Forward, and addresses that are typed or followed. */
  onChange(listener: () => void): void
}

/** Marks entries; what else they keep is the browser's. */
const OWN = 'gatelight'

export function browserHistory(): PageHistory {
  return {
    hash: () => location.hash,
    isOwn: () => history.state === OWN,
    push: (hash) => attempt(() => history.pushState(OWN, '', hash)),
    // The rest of the address stays; an empty hash takes away the sign as well.
    replace: (hash) => attempt(() => history.replaceState(OWN, '', hash || location.pathname + location.search)),
    onChange: (listener) => addEventListener('hashchange', listener),
  }
}

/** Browsers refuse more than some hundred entries in half a minute, and all in a page that is not quite a page: views change without them. */
function attempt(change: () => void): void {
  try {
    change()
  } catch {
    // The address stays behind by one view.
  }
}
