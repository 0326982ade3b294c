import type { ReactNode } from 'react'
import styles from './Status.module.css'

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
