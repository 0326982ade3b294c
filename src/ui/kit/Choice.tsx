import type { ReactNode } from 'react'
import styles from './Choice.module.css'
import { Segmented, type SegmentedProps } from './Segmented'

export interface ChoiceProps<V extends string> extends Omit<SegmentedProps<V>, 'label'> {
  /** What is seen, and what a screen reader calls the choice unless `name` says it otherwise. */
  readonly label: ReactNode
  readonly name?: string
  /** One sentence under the control. */
  readonly help?: ReactNode
}

/** One of a few, all in view, with its label and its help. */
export function Choice<V extends string>({ label, name, help, ...segmented }: ChoiceProps<V>) {
  return (
    <div className={styles.choice}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <Segmented label={name ?? (typeof label === 'string' ? label : '')} {...segmented} />
      {help !== undefined && <p className={styles.help}>{help}</p>}
    </div>
  )
}
