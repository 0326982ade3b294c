import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { useAppStoreApi } from '../kit/store'

/**
 * What stands beside the maps, to be read and not only looked at, follows the pen this often, ms: nobody reads numbers that change with every frame, and
 * the maps do not wait until they are laid out.
 */
const READ_INTERVAL = 80
/** And this often while nobody sees it: a screen reader finds it nearly up to date. */
const UNSEEN_INTERVAL = 250

type Draw = (state: Store) => void
type IsNew = (state: Store, before: Store) => boolean

/** Another reading, or another place in it. */
const isNewReading: IsNew = (state, before) => state.trace !== before.trace || state.cursor !== before.cursor

/** Of what is always drawn with the next frame. */
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
 * The same for what is much work, stands beside the maps and is often out of view: while readings follow each other it is drawn now and then, and so is the
 * playing scan out of view. The last reading is always drawn, and a cursor that moves finds it up to date.
 */
export function useLiveWithin(place: RefObject<Element | null>, draw: Draw): () => void {
  return useDrawing(place, draw, isNewReading)
}

function useDrawing(place: RefObject<Element | null>, draw: Draw, isNew: IsNew): () => void {
  const store = useAppStoreApi()
  const latest = useRef(draw)
  const frame = useRef(0)
  const drawnAt = useRef(-Infinity)

  const redraw = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      drawnAt.current = performance.now()
      latest.current(store.getState())
    })
  }, [store])

  useLayoutEffect(() => {
    latest.current = draw
    draw(store.getState())
  })

  useEffect(() => {
    const pace = place.current === null ? null : keepPace(place.current, redraw, () => drawnAt.current)
    const unsubscribe = store.subscribe((state, before) => {
      if (!isNew(state, before)) return
      const isMoved = state.cursor !== before.cursor && !(state.cursor.playing && pace?.isSeen() === false)
      if (pace === null || isMoved) redraw()
      else pace.follow()
    })
    return () => {
      unsubscribe()
      pace?.end()
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [store, redraw, isNew, place])

  return redraw
}

interface Pace {
  isSeen(): boolean
  /** Has it drawn when it is its turn, and no later than it comes into view. */
  follow(): void
  end(): void
}

function keepPace(element: Element, redraw: () => void, drawnAt: () => number): Pace {
  let isSeen = true
  let timer: ReturnType<typeof setTimeout> | undefined
  const catchUp = (): void => {
    clearTimeout(timer)
    timer = undefined
    redraw()
  }
  const observer = new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)?.isIntersecting ?? true
    if (isSeen && timer !== undefined) catchUp()
  })
  observer.observe(element)
  return {
    isSeen: () => isSeen,
    follow() {
      const wait = drawnAt() + (isSeen ? READ_INTERVAL : UNSEEN_INTERVAL) - performance.now()
      if (wait <= 0) catchUp()
      else timer ??= setTimeout(catchUp, wait)
    },
    end() {
      clearTimeout(timer)
      observer.disconnect()
    },
  }
}
