/** What browsers tell of pointers differently, or not at all. */

/**
 * Where a pointer has been since the event before, the newest last.
 *
 * Browsers leave these samples out of pages that came over plain http, and Safari did everywhere before 18.2.
 */
export function samplesOf(event: PointerEvent): readonly PointerEvent[] {
  const coalesced = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : []
  return coalesced.length > 0 ? coalesced : [event]
}

/** Whether a moving pointer still presses: nobody tells the page of a lift that a menu of the browser or another window took. */
export function isPressing({ pointerType, buttons }: Pick<PointerEvent, 'pointerType' | 'buttons'>): boolean {
  // A finger that moves always touches.
  if (pointerType === 'touch') return true
  // Of a mouse only the first button draws and drags; the far end of a pen has a button of its own.
  return pointerType === 'mouse' ? (buttons & 1) !== 0 : buttons !== 0
}

/** Has an element hear a pointer that leaves it until it lifts. One that has lifted meanwhile can't be held, which changes nothing. */
export function capture(element: Element, pointerId: number): void {
  try {
    element.setPointerCapture(pointerId)
  } catch {
    // It is gone: what it does next is heard like any other pointer's.
  }
}
