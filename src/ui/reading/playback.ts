import { useEffect } from 'react'
import { useAppStoreApi } from '../kit/store'

/** At speed 1: the 28 rows of a picture in under three seconds. */
const STEPS_PER_SECOND = 11
/** Longer sequences are gone through faster, so that none takes more seconds than this. */
const LONGEST_SCAN = 8
/** After a hidden tab or a long task the scan goes on where it was instead of jumping. */
const LONGEST_FRAME = 0.1

/** Moves the scan line while `cursor.playing`: from the top when it stands at the end, until the last step. */
export function usePlayback(steps: number, speed: number): void {
  const store = useAppStoreApi()

  useEffect(() => {
    let frame = 0
    let before = 0
    let fraction = 0
    const last = steps - 1
    const pace = speed * Math.max(STEPS_PER_SECOND, steps / LONGEST_SCAN)

    const tick = (now: number): void => {
      const { cursor, actions } = store.getState()
      frame = 0
      if (!cursor.playing) return
      fraction += Math.min((now - before) / 1000, LONGEST_FRAME) * pace
      before = now
      const whole = Math.floor(fraction)
      fraction -= whole
      const step = Math.min(cursor.step + whole, last)
      if (whole > 0) actions.setCursor({ step, playing: step < last })
      if (step < last) frame = requestAnimationFrame(tick)
    }
    const begin = (): void => {
      const { cursor, actions } = store.getState()
      if (frame !== 0 || !cursor.playing) return
      if (cursor.step >= last) actions.setCursor({ step: 0 })
      before = performance.now()
      fraction = 0
      frame = requestAnimationFrame(tick)
    }

    begin()
    const unsubscribe = store.subscribe((state, previous) => {
      if (state.cursor.playing && !previous.cursor.playing) begin()
    })
    return () => {
      unsubscribe()
      cancelAnimationFrame(frame)
    }
  }, [store, steps, speed])
}
