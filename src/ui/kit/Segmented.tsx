import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { classes } from './classes'
import { placeByKey } from './row-keys'
import styles from './Segmented.module.css'

export interface SegmentedOption<V extends string> {
  readonly value: V
  /** What is seen. */
  readonly label: ReactNode
  /** Name for screen readers where the label is an icon. */
  readonly name?: string
}

export interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly SegmentedOption<V>[]
  readonly disabled?: boolean
  readonly className?: string | undefined
  readonly onValueChange: (value: V) => void
  /** The chosen one is pressed once more. */
  readonly onChosenAgain?: () => void
}

/** One of a few, all in view. One stays chosen. Arrow keys move the focus alone, since some choices cost something; Space and Enter choose. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  disabled = false,
  className,
  onValueChange,
  onChosenAgain,
}: SegmentedProps<V>) {
  const group = useRef<HTMLDivElement>(null)
  /** What has the focus; while it is elsewhere, Tab leads to the chosen one, or to the first where none is. */
  const [focused, setFocused] = useState<V | null>(null)
  const entry = focused ?? (options.some((option) => option.value === value) ? value : options[0]?.value)
  const turn = (event: KeyboardEvent, place: number): void => {
    const next = placeByKey(event, place, options.length)
    if (next === null) return
    event.preventDefault()
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus()
  }
  return (
    <div ref={group} role="radiogroup" className={classes(styles.group, className)} aria-label={label} onBlur={() => setFocused(null)}>
      {options.map((option, place) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className={styles.item}
          aria-checked={option.value === value}
          aria-label={option.name}
          title={option.name}
          disabled={disabled}
          tabIndex={option.value === entry ? 0 : -1}
          onFocus={() => setFocused(option.value)}
          onKeyDown={(event) => turn(event, place)}
          onClick={() => (option.value === value ? onChosenAgain?.() : onValueChange(option.value))}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
