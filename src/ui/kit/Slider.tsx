import { Slider as Radix } from 'radix-ui'
import { classes } from './classes'
import styles from './Slider.module.css'

export interface SliderProps {
  /** Name for screen readers. */
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly disabled?: boolean
  readonly orientation?: 'horizontal' | 'vertical'
  /** What a screen reader says instead of the bare number: `row 12 of 28`. */
  readonly valueText?: string
  readonly className?: string
  readonly onValueChange: (value: number) => void
  /** When the thumb is let go, and at every key. */
  readonly onValueCommit?: (value: number) => void
}

export function Slider({ label, value, valueText, className, onValueChange, onValueCommit, ...rest }: SliderProps) {
  return (
    <Radix.Root
      className={classes(styles.slider, className)}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      onValueCommit={([next]) => next !== undefined && onValueCommit?.(next)}
      {...rest}
    >
      <Radix.Track className={styles.track}>
        <Radix.Range className={styles.range} />
      </Radix.Track>
      <Radix.Thumb className={styles.thumb} aria-label={label} aria-valuetext={valueText} />
    </Radix.Root>
  )
}
