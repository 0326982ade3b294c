import { useId } from 'react'
import type { Elements } from './elements'
import styles from './View.module.css'

export interface ViewProps {
  readonly title: string
  readonly lead: string
  /** Its parts stand farther apart where they are sections of their own. */
  readonly gap: 'parts' | 'sections'
  readonly children: Elements
}

/** One of the page's views: what it is called, what it is for, and its parts. */
export function View({ title, lead, gap, children }: ViewProps) {
  const id = useId()
  return (
    <section className={styles.view} data-gap={gap} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <p className={styles.lead}>{lead}</p>
      </header>
      {children}
    </section>
  )
}
