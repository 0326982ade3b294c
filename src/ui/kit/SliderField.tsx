import type { ReactNode } from 'react'
import { classes } from './classes'
import field from './Field.module.css'
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
    <div className={classes(styles.slider, className)}>
      <span className={field.label} aria-hidden>
        {label}
      </span>
      <span className={styles.value} aria-hidden>
        {valueText}
      </span>
      <div className={styles.line}>
        <Slider {...slider} />
      </div>
      {help === undefined ? null : <p className={classes(field.help, styles.line)}>{help}</p>}
    </div>
  )
}
