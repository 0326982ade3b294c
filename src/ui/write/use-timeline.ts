import { useEffect, useRef, useState } from 'react'
import type { WrittenDigit } from '../../state/writing/writing-state'
import { prefersReducedMotion } from '../kit/media'
import { dueAfter, paceAfter, totalPoints } from './timeline'

export interface Timeline {
  /** Points that stand there. */
  readonly shown: number
  readonly total: number
  readonly isPlaying: boolean
  readonly moveTo: (shown: number) => void
  readonly toggle: () => void
}

/** The pen at its own pace: what was written is written once more in sight, and can be gone through point by point. */
export function useTimeline(digits: readonly WrittenDigit[]): Timeline {
  const total = totalPoints(digits)
  const [place, setPlace] = useState({ digits, shown: total, isPlaying: false })
  // Something new was written: it begins by itself.
  const at = place.digits === digits ? place : begun(digits, total)
  if (at !== place) setPlace(at)
  const { shown, isPlaying } = at

  /** When the point that stands there was due, of which digits; null while the pen rests. */
  const last = useRef<{ readonly digits: typeof digits; readonly due: number } | null>(null)
  useEffect(() => {
    if (!isPlaying || shown >= total) {
      last.current = null
      return
    }
    const now = performance.now()
    const due = dueAfter(last.current?.digits === digits ? last.current.due : null, paceAfter(digits, shown), now)
    const timer = setTimeout(() => {
      last.current = { digits, due }
      setPlace({ digits, shown: shown + 1, isPlaying: shown + 1 < total })
    }, due - now)
    return () => clearTimeout(timer)
  }, [digits, shown, isPlaying, total])

  return {
    shown,
    total,
    isPlaying,
    moveTo: (next) => setPlace({ digits, shown: next, isPlaying: false }),
    toggle: () => setPlace({ digits, shown: !isPlaying && shown >= total ? 0 : shown, isPlaying: !isPlaying }),
  }
}

function begun(digits: readonly WrittenDigit[], total: number) {
  const isStill = prefersReducedMotion()
  const first = digits[0]?.first ?? 0
  return { digits, shown: isStill ? total : first, isPlaying: !isStill && total > first }
}
