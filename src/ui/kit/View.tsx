import { useId } from 'react'
import type { Elements } from './elements'
import styles from './View.module.css'

export interface ViewProps {
  readonly title: string
  readonly lead: string
  /** What can be done with all of it, beside the title. */
  readonly action?: Elements
  readonly children: Elements
}

/** One of the page's views: what it is called, what it is for, and its sections. */
export function View({ title, lead, action, children }: ViewProps) {
  const id = useId()
  return (
    <section className={styles.view} aria-labelledby={id}>
      <header className={styles.header}>
        <div className={styles.titleLine}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {action}
        </div>
        <p className={styles.lead} data-left-out="presentation">
          {lead}
        </p>
      </header>
      {children}
    </section>
  )
}
