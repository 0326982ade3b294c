import { type ComponentProps, useState } from 'react'
import { classes } from './classes'
import { useFieldIds } from './Field'
import styles from './NumberField.module.css'

export interface NumberFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'min' | 'max' | 'step' | 'type'> {
  readonly value: number
  readonly min: number
  readonly max: number
  /** Only whole numbers are taken. */
  readonly integer?: boolean
  /** Size of a step of the arrow keys; `'double'` doubles and halves, for values that span magnitudes. Default 1. */
  readonly step?: number | 'double'
  readonly onValueChange: (value: number) => void
}

/**
 * A number that is typed freely and taken when it is one: on Enter, on leaving, and by the arrow keys. What is not a number goes back to the last value;
 * what is out of range goes to the nearest end.
 */
export function NumberField({ value, min, max, integer = false, step = 1, onValueChange, className, ...rest }: NumberFieldProps) {
  const ids = useFieldIds()
  const [draft, setDraft] = useState<string | null>(null)

  const commit = (next: number) => {
    setDraft(null)
    const taken = normalizeNumber(next, min, max, integer)
    if (taken !== null && taken !== value) onValueChange(taken)
  }
  const commitDraft = () => {
    if (draft !== null) commit(parseNumber(draft))
  }
  const stepBy = (direction: 1 | -1) => {
    const parsed = draft === null ? value : parseNumber(draft)
    const from = Number.isFinite(parsed) ? parsed : value
    commit(step === 'double' ? from * 2 ** direction : roundOff(from + direction * step))
  }

  return (
    <input
      {...ids}
      type="text"
      inputMode={integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      role="spinbutton"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={classes(styles.input, className)}
      value={draft ?? String(value)}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commitDraft}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commitDraft()
        else if (event.key === 'Escape') setDraft(null)
        else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault()
          stepBy(event.key === 'ArrowUp' ? 1 : -1)
        }
      }}
      {...rest}
    />
  )
}

/** A decimal comma counts as a point; NaN for anything that is not a number. */
export function parseNumber(text: string): number {
  const trimmed = text.trim().replace(',', '.')
  return trimmed === '' ? Number.NaN : Number(trimmed)
}

/** The nearest allowed value; null when there is none. */
export function normalizeNumber(value: number, min: number, max: number, integer: boolean): number | null {
  if (Number.isNaN(value)) return null
  return Math.min(max, Math.max(min, integer ? Math.round(value) : value))
}

/** 0.1 + 0.2 is 0.3 to a reader. */
function roundOff(value: number): number {
  return Number(value.toPrecision(12))
}
