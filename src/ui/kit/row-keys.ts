import type { KeyboardEvent } from 'react'

/** What a key means among things in a row. Source: ARIA Authoring Practices, patterns "tabs" and "radio group". */
const BY: Readonly<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  PageUp: 'first',
  End: 'last',
  PageDown: 'last',
}

/**
 * Where a key leads in a row that ends where it begins.
 *
 * @param place  of the thing that has the focus
 * @returns      null where the key is not for the row, which leaves it alone
 */
export function placeByKey(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
  place: number,
  count: number,
): number | null {
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return null
  switch (BY[event.key]) {
    case 'next':
      return (place + 1) % count
    case 'previous':
      return (place + count - 1) % count
    case 'first':
      return 0
    case 'last':
      return count - 1
    default:
      return null
  }
}
