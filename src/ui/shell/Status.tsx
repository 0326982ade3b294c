import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from '../kit/classes'
import styles from './Status.module.css'

/** `full`: as good as it gets; `reduced`: works with less; `busy`: on its way; `failed`. Told by form as well as by colour. */
export type StatusLevel = 'full' | 'reduced' | 'busy' | 'failed'

export interface StatusButtonProps extends ComponentProps<'button'> {
  readonly label: string
  readonly value: string
  readonly level?: StatusLevel
}

/** A line of the header that says plainly what runs, and opens more about it. */
export function StatusButton({ label, value, level, className, ...rest }: StatusButtonProps) {
  return (
    <button type="button" className={classes(styles.status, className)} data-level={level} {...rest}>
      <span className={styles.label}>{`${label} `}</span>
      {level && <span className={styles.dot} data-level={level} />}
      <span className={styles.value}>{value}</span>
      <ChevronDown className={styles.chevron} aria-hidden />
    </button>
  )
}

/** Facts in a popover, name and value. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

export function SheetTitle({ children }: { readonly children: ReactNode }) {
  return <h2 className={styles.title}>{children}</h2>
}

export function SheetText({ children }: { readonly children: ReactNode }) {
  return <p className={styles.text}>{children}</p>
}

export function SheetActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
