import { type ReactNode, startTransition, useEffect, useState } from 'react'

/** What the page began with is on the screen: from then on everything is mounted with what it belongs to. */
let hasBegun = false

/** Has everything mounted at once: where the page is written as HTML, and where that is taken over. */
export function mountAllAtOnce(): void {
  hasBegun = true
}

export interface LaterProps {
  /** In its place until then. */
  readonly before?: ReactNode
  /** The page has begun when this one is mounted. */
  readonly last?: boolean
  readonly children: ReactNode
}

/**
 * Mounts its children after what is there, as tasks of their own that painting and the pen can come between; one inside another comes after it. Only while
 * the page opens: later on nothing may come after the rest and move it.
 */
export function Later({ before = null, last = false, children }: LaterProps) {
  const [isDue, setDue] = useState(hasBegun)
  useEffect(() => {
    if (!isDue) startTransition(() => setDue(true))
    else if (last) hasBegun = true
  }, [isDue, last])
  return isDue ? children : before
}
