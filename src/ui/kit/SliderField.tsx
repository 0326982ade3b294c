import type { ReactNode } from 'react'
import { classes } from './classes'
import { Slider, type SliderProps } from './Slider'
import styles from './SliderField.module.css'

export interface SliderFieldProps extends Omit<SliderProps, 'valueText' | 'className'> {
  /** Stands beside the label, and is what a screen reader says instead of the bare number. */
  readonly valueText: string
  /** One sentence under the slider. */
  readonly help?: ReactNode
  readonly className?: string | undefined
}

/** A slider under its label and its value. */
export function SliderField({ help, className, ...slider }: SliderFieldProps) {
  const { label, valueText } = slider
  return (
    <div className={classes(styles.field, className)}>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <span className={styles.value} aria-hidden>
        {valueText}
      </span>
      <div className={styles.slider}>
        <Slider {...slider} />
      </div>
      {help === undefined ? null : <p className={styles.help}>{help}</p>}
    </div>
  )
}
