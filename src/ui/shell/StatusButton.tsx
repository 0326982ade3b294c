import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from '../kit/classes'
import styles from './Status.module.css'

/** `full`: as good as it gets; `reduced`: works with less; `busy`: on its way; `failed`. Told by form as well as by colour. */
export type StatusLevel = 'full' | 'reduced' | 'busy' | 'failed'

export interface StatusButtonProps extends ComponentProps<'button'> {
  readonly label: string
  readonly value: string
  readonly level?: StatusLevel
  /** What else may stand there while the page opens: there is room for the longest, so that nothing beside it moves. */
  readonly room?: readonly string[]
  /** It says what is on its way, and has little to open yet. */
  readonly isComing?: boolean
}

/** A line of the header that says plainly what runs, and opens more about it. */
export function StatusButton({ label, value, level, room, isComing = false, className, ...rest }: StatusButtonProps) {
  return (
    <button type="button" className={classes(styles.status, className)} data-level={level} {...rest}>
      <span className={styles.label}>{`${label} `}</span>
      {level && <span className={styles.dot} data-level={level} />}
      <span className={styles.said} data-room={room?.join('\n')}>
        <span className={styles.value}>{value}</span>
        {!isComing && <ChevronDown className={styles.chevron} aria-hidden />}
      </span>
    </button>
  )
}
