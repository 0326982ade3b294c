import { type KeyboardEvent, type PointerEvent, useSyncExternalStore } from 'react'
import styles from './RunCursor.module.css'
import type { RunLook } from './run-look'

export interface RunCursorProps {
  readonly look: RunLook
  /** Of the x axis. */
  readonly end: number
  /** For keys and screen readers, in one of the charts: what it is, and what is there. */
  readonly slider: { readonly label: string; readonly text: (place: number | null) => string } | null
}

/** Shares of the axis that an arrow moves by, alone and with Shift. */
const SMALL_MOVE = 1 / 100
const LARGE_MOVE = 1 / 10

/** Lies over a chart and follows pointer and keys. */
export function RunCursor({ look, end, slider }: RunCursorProps) {
  const place = useSyncExternalStore(look.subscribe, look.current)
  const point = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    look.look(end * Math.min(1, Math.max(0, (clientX - left) / (width || 1))))
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = end * (event.shiftKey ? LARGE_MOVE : SMALL_MOVE)
    const at = place ?? end
    const places: Readonly<Record<string, number | null>> = {
      ArrowLeft: at - by,
      ArrowRight: at + by,
      PageDown: at - end * LARGE_MOVE,
      PageUp: at + end * LARGE_MOVE,
      Home: 0,
      End: end,
      Escape: null,
    }
    const next = places[event.key]
    if (next === undefined) return
    event.preventDefault()
    look.look(next === null ? null : Math.min(end, Math.max(0, next)))
  }
  return (
    <div
      className={styles.over}
      data-over
      data-unpictured
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={({ pointerType }) => pointerType !== 'touch' && look.look(null)}
      {...(slider === null
        ? { 'aria-hidden': true }
        : {
            role: 'slider',
            tabIndex: 0,
            onKeyDown: press,
            'aria-label': slider.label,
            'aria-valuemin': 0,
            'aria-valuemax': end,
            'aria-valuenow': place ?? end,
            'aria-valuetext': slider.text(place),
          })}
    >
      {place !== null && <span className={styles.cursor} style={{ left: `${(100 * place) / (end || 1)}%` }} />}
    </div>
  )
}
