import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { classes } from './classes'
import { keyedValue, placedValue, shareOf } from './slider-values'
import styles from './Slider.module.css'

export interface SliderProps {
  /** Name for screen readers. */
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly disabled?: boolean
  /** What a screen reader says instead of the bare number: `row 12 of 28`. */
  readonly valueText?: string
  readonly className?: string
  readonly onValueChange: (value: number) => void
  /** When the thumb is let go, and at every key. */
  readonly onValueCommit?: (value: number) => void
}

/** A value along a line: by pointer anywhere on it, by arrow keys, Page Up and Down, Home and End. Source: ARIA Authoring Practices, pattern "slider". */
export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  disabled = false,
  valueText,
  className,
  onValueChange,
  onValueCommit,
}: SliderProps) {
  const thumb = useRef<HTMLSpanElement>(null)
  /** Where a pointer holds it: the value before, and now. */
  const held = useRef<{ readonly before: number; now: number } | null>(null)
  const range = { min, max, step }

  const follow = ({ currentTarget, clientX }: PointerEvent<HTMLElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const next = placedValue((clientX - left) / width, range)
    if (held.current === null || next === held.current.now) return
    held.current.now = next
    onValueChange(next)
  }
  const press = (event: PointerEvent<HTMLElement>): void => {
    if (disabled || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    // The focus goes to the thumb, not to what lies under the pointer.
    event.preventDefault()
    thumb.current?.focus()
    held.current = { before: value, now: value }
    follow(event)
  }
  const release = (): void => {
    const hold = held.current
    held.current = null
    if (hold !== null && hold.now !== hold.before) onValueCommit?.(hold.now)
  }
  const turn = (event: KeyboardEvent): void => {
    const next = disabled ? null : keyedValue(event, value, range)
    if (next === null) return
    event.preventDefault()
    if (next === value) return
    onValueChange(next)
    onValueCommit?.(next)
  }
  const share = shareOf(value, range)
  return (
    <span
      className={classes(styles.slider, className)}
      data-orientation="horizontal"
      data-disabled={disabled || undefined}
      onPointerDown={press}
      onPointerMove={follow}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <span className={styles.track}>
        <span className={styles.range} style={{ width: `${100 * share}%` }} />
      </span>
      {/* At both ends the thumb stays within the line. */}
      <span className={styles.way} style={{ translate: `${100 * share}%` }}>
        <span
          ref={thumb}
          role="slider"
          tabIndex={disabled ? undefined : 0}
          className={styles.thumb}
          aria-label={label}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-valuenow={value}
          aria-valuetext={valueText}
          aria-orientation="horizontal"
          aria-disabled={disabled || undefined}
          onKeyDown={turn}
        />
      </span>
    </span>
  )
}
