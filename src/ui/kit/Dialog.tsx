import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { classes } from './classes'
import type { Elements } from './elements'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly title: string
  /** One or two sentences under the title. */
  readonly description: ReactNode
  /** Escape. */
  readonly onClose: () => void
  readonly children: Elements
  /** As wide as the page lets it be. */
  readonly wide?: boolean
}

/**
 * Asks something in front of the page, which waits: the browser's own dialog, which keeps the focus inside and gives it back. Radix's adds a style element to
 * lock scrolling, and the page's Content-Security-Policy refuses that.
 */
export function Dialog({ title, description, onClose, children, wide = false }: DialogProps) {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const descriptionId = useId()
  // Closed before it is taken away: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = dialogRef.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={dialogRef}
      className={classes(styles.dialog, wide && styles.wide)}
      aria-labelledby={titleId}
      aria-describedby={descriptionId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.content}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <div id={descriptionId} className={styles.description}>
          {description}
        </div>
        {children}
      </div>
    </dialog>
  )
}
