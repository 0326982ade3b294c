import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { useAppStoreApi } from '../kit/store'

/** Another reading, or another place in it. */
function isNewReading(state: Store, before: Store): boolean {
  return state.trace !== before.trace || state.cursor !== before.cursor
}

/**
 * Draws what changes at the pen's rate without rendering: `draw` runs after every render and, at most once per frame, after the trace
 * or the cursor changed.
 *
 * @param isNew  whether what is drawn has changed, for what follows more or less than these two; the same function always
 * @returns asks for one more drawing in the next frame, for what the store does not hold (a hovered cell)
 */
export function useLive(draw: (state: Store) => void, isNew: (state: Store, before: Store) => boolean = isNewReading): () => void {
  const store = useAppStoreApi()
  const latest = useRef(draw)
  const frame = useRef(0)

  const redraw = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      latest.current(store.getState())
    })
  }, [store])

  useLayoutEffect(() => {
    latest.current = draw
    draw(store.getState())
  })

  useEffect(() => {
    const unsubscribe = store.subscribe((state, before) => {
      if (isNew(state, before)) redraw()
    })
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [store, redraw, isNew])

  return redraw
}
