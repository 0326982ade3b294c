import { classes } from './classes'
import styles from './Progress.module.css'

export interface ProgressProps {
  readonly label: string
  /** 0 … 1; null while it is not known. */
  readonly fraction: number | null
  /** What a screen reader says instead of the percentage. */
  readonly valueText?: string
  readonly className?: string | undefined
}

/** How far something has come, as a thin line. */
export function Progress({ label, fraction, valueText, className }: ProgressProps) {
  const value = fraction === null ? {} : { value: Math.min(1, Math.max(0, fraction)) }
  return <progress className={classes(styles.progress, className)} max={1} aria-label={label} aria-valuetext={valueText} {...value} />
}
