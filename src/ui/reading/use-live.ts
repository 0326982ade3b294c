import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { useAppStoreApi } from '../kit/store'

/** What nobody sees is drawn this often while readings come, ms: a screen reader finds it nearly up to date, and maps that are seen do not wait for it. */
const UNSEEN_INTERVAL = 250

type Draw = (state: Store) => void
type IsNew = (state: Store, before: Store) => boolean

/** Another reading, or another place in it. */
const isNewReading: IsNew = (state, before) => state.trace !== before.trace || state.cursor !== before.cursor

/** What counts as seen always. */
const ANYWHERE: RefObject<Element | null> = { current: null }

/**
 * Draws what changes at the pen's rate without rendering: `draw` runs after every render and, at most once per frame, after the trace
 * or the cursor changed.
 *
 * @param isNew  whether what is drawn has changed, for what follows more or less than these two; the same function always
 * @returns asks for one more drawing in the next frame, for what the store does not hold (a hovered cell)
 */
export function useLive(draw: Draw, isNew: IsNew = isNewReading): () => void {
  return useDrawing(ANYWHERE, draw, isNew)
}

/**
 * The same for what is much work and often out of view: while `place` is, a new reading and the playing scan can wait. Whoever moves the cursor finds it
 * up to date.
 */
export function useLiveWithin(place: RefObject<Element | null>, draw: Draw): () => void {
  return useDrawing(place, draw, isNewReading)
}

function useDrawing(place: RefObject<Element | null>, draw: Draw, isNew: IsNew): () => void {
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
    const sight = watchSight(place.current, redraw)
    const unsubscribe = store.subscribe((state, before) => {
      if (!isNew(state, before)) return
      const isMoved = state.cursor !== before.cursor && !state.cursor.playing
      if (sight.isSeen() || isMoved) redraw()
      else sight.postpone()
    })
    return () => {
      unsubscribe()
      sight.end()
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [store, redraw, isNew, place])

  return redraw
}

interface Sight {
  isSeen(): boolean
  /** Has it drawn after a while, or as soon as it comes into view. */
  postpone(): void
  end(): void
}

/** @param element null for what counts as seen always */
function watchSight(element: Element | null, redraw: () => void): Sight {
  let isSeen = true
  let timer: ReturnType<typeof setTimeout> | undefined
  const catchUp = (): void => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    redraw()
  }
  const observer = new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)?.isIntersecting ?? true
    if (isSeen) catchUp()
  })
  if (element !== null) observer.observe(element)
  return {
    isSeen: () => isSeen,
    postpone: () => (timer ??= setTimeout(catchUp, UNSEEN_INTERVAL)),
    end() {
      clearTimeout(timer)
      observer.disconnect()
    },
  }
}
