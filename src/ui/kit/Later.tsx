import { type ReactNode, startTransition, useEffect, useState } from 'react'

/** What the page began with is on the screen: from then on everything is mounted with what it belongs to. */
let hasBegun = false

/**
 * Mounts what is below the first sight after what is above it, as tasks of their own that the pen can come between. Only while the page opens:
 * later on nothing may come after the rest and move it.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  const [isDue, setDue] = useState(hasBegun)
  useEffect(() => {
    if (isDue) hasBegun = true
    else startTransition(() => setDue(true))
  }, [isDue])
  return isDue ? children : null
}
