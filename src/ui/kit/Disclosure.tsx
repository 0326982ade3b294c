import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './Disclosure.module.css'

export interface DisclosureProps {
  readonly title: string
  /** One sentence beside the title: what opens. */
  readonly lead: string
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly children: ReactNode
}

/** A part of a view that is there on demand; what is closed is not mounted and costs nothing. */
export function Disclosure({ title, lead, open, onOpenChange, children }: DisclosureProps) {
  const heading = useId()
  const body = useId()
  const note = useId()
  return (
    <section className={styles.disclosure} aria-labelledby={heading} data-left-out="print">
      <div className={styles.head}>
        <h3 className={styles.title}>
          <button
            type="button"
            id={heading}
            aria-expanded={open}
            aria-controls={open ? body : undefined}
            aria-describedby={note}
            onClick={() => onOpenChange(!open)}
          >
            <ChevronRight aria-hidden />
            <span>{title}</span>
          </button>
        </h3>
        <p id={note} className={styles.lead} data-left-out="presentation">
          {lead}
        </p>
      </div>
      {open && (
        <div id={body} className={styles.body}>
          {children}
        </div>
      )}
    </section>
  )
}
