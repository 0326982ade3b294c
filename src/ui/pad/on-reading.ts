import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../../state/app-state'

/**
 * Shows what is read, now and with the frame after every change: what is written before it has the browser lay out the page once more as soon as the pen
 * asks where it is.
 *
 * @returns what ends it
 */
export function onReading(api: StoreApi<Store>, show: (state: Store) => void): () => void {
  show(api.getState())
  let frame = 0
  const unsubscribe = api.subscribe((now, before) => {
    if (isSameReading(now, before)) return
    frame ||= requestAnimationFrame(() => {
      frame = 0
      show(api.getState())
    })
  })
  return () => {
    unsubscribe()
    cancelAnimationFrame(frame)
  }
}

function isSameReading(now: Store, before: Store): boolean {
  return (
    now.trace === before.trace &&
    now.rowReading === before.rowReading &&
    now.drawing.isEmpty === before.drawing.isEmpty &&
    now.drawing.row === before.drawing.row &&
    now.status === before.status
  )
}
