import { createContext, type ReactNode, use, useId } from 'react'
import { classes } from './classes'
import type { Elements } from './elements'
import styles from './Field.module.css'

interface FieldIds {
  readonly control: string
  readonly help: string | undefined
}

const FieldContext = createContext<FieldIds | null>(null)

export interface FieldProps {
  readonly label: ReactNode
  /** One sentence under the control. */
  readonly help?: ReactNode
  /** Replaces the help, and is announced. */
  readonly error?: ReactNode
  readonly className?: string
  readonly children: Elements
}

/** Label, control and help, tied together for screen readers. Controls of the kit take the ids from here by `useFieldIds`. */
export function Field({ label, help, error, className, children }: FieldProps) {
  const control = useId()
  const helpId = useId()
  const note = error ?? help
  return (
    <FieldContext value={{ control, help: note ? helpId : undefined }}>
      <div className={classes(styles.field, className)}>
        <label className={styles.label} htmlFor={control}>
          {label}
        </label>
        {children}
        {note ? (
          <p id={helpId} className={error ? styles.error : styles.help} role={error ? 'alert' : undefined}>
            {note}
          </p>
        ) : null}
      </div>
    </FieldContext>
  )
}

/** What a control inside a `Field` must carry; empty outside of one. */
export function useFieldIds(): { id?: string; 'aria-describedby'?: string } {
  const ids = use(FieldContext)
  if (!ids) return {}
  return ids.help ? { id: ids.control, 'aria-describedby': ids.help } : { id: ids.control }
}
