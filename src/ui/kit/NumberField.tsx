import { type ComponentProps, useId, useState } from 'react'
import { clip } from '../../core/gatelight-error'
import { printable } from '../../core/printable'
import { classes } from './classes'
import { useFieldIds } from './Field'
import type { Format } from './format'
import { type Messages, useFormat, useMessages } from './messages/messages'
import styles from './NumberField.module.css'
import { parseNumber, stepNumber, takeNumber, type NumberProblem, type NumberRange } from './typed-number'

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

/** What stands in the field and is not taken yet, or can't be. */
interface Draft {
  readonly text: string
  readonly problem: NumberProblem | null
  /** The value that counts meanwhile: when another comes from outside, the draft is past. */
  readonly instead: number
}

/** Most characters of what was typed that the field repeats. */
const SHOWN_TEXT = 20

/**
 * A number that is typed freely and taken on Enter, on leaving, and by the arrow keys. What is no number, or none that is allowed, stays in the field with a
 * sentence about it until it is mended or given up by Escape, and the value before goes on to count.
 */
export function NumberField({ value, min, max, integer = false, step = 1, onValueChange, className, ...rest }: NumberFieldProps) {
  const ids = useFieldIds()
  const messages = useMessages().numbers
  const format = useFormat()
  const problemId = useId()
  const [kept, setDraft] = useState<Draft | null>(null)
  const draft = kept?.instead === value ? kept : null
  const range: NumberRange = { min, max, integer }

  const commit = (next: number) => {
    setDraft(null)
    if (next !== value) onValueChange(next)
  }
  /** @returns whether nothing is left that is not taken */
  const commitDraft = (): boolean => {
    if (draft === null) return true
    const taken = takeNumber(draft.text, range)
    if ('value' in taken) commit(taken.value)
    else setDraft({ ...draft, problem: taken.problem })
    return 'value' in taken
  }
  const stepBy = (direction: 1 | -1) => {
    const typed = draft === null ? value : parseNumber(draft.text)
    commit(stepNumber(Number.isFinite(typed) ? typed : value, direction, step, range))
  }
  const problem = draft?.problem ?? null
  // A run has begun with the value that counts, and the field is locked: it shows that one.
  const text = rest.disabled === true ? undefined : draft?.text

  return (
    <>
      <input
        {...ids}
        type="text"
        inputMode={integer ? 'numeric' : 'decimal'}
        autoComplete="off"
        role="spinbutton"
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-invalid={(problem !== null && text !== undefined) || undefined}
        className={classes(styles.input, className)}
        value={text ?? String(value)}
        onChange={(event) => setDraft({ text: event.target.value, problem: null, instead: value })}
        onBlur={commitDraft}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            // A form is not sent with another number than the one that is read in it.
            if (!commitDraft()) event.preventDefault()
          } else if (event.key === 'Escape') setDraft(null)
          else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            stepBy(event.key === 'ArrowUp' ? 1 : -1)
          }
        }}
        {...rest}
        aria-describedby={classes(ids['aria-describedby'], problem !== null && problemId) || undefined}
      />
      {draft !== null && problem !== null && (
        <p id={problemId} role="alert" className={styles.problem}>
          {describeProblem(problem, draft.text, value, range, messages, format)}
        </p>
      )}
    </>
  )
}

function describeProblem(
  problem: NumberProblem,
  text: string,
  value: number,
  { min, max }: NumberRange,
  messages: Messages['numbers'],
  format: Format,
): string {
  const typed = clip(printable(text.trim()), SHOWN_TEXT)
  const inForce = format.typed(value)
  switch (problem) {
    case 'notANumber':
      return text.trim() === '' ? messages.empty(inForce) : messages.notANumber(typed, inForce)
    case 'notWhole':
      return messages.notWhole(typed, inForce)
    case 'tooSmall':
      return messages.tooSmall(typed, format.typed(min), inForce)
    case 'tooLarge':
      return messages.tooLarge(typed, format.typed(max), inForce)
    default:
      return problem satisfies never
  }
}
