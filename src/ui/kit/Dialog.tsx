import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly title: string
  /** One or two sentences under the title. */
  readonly description: ReactNode
  /** Escape, or a press beside it. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks something in front of the page, which waits. Focus goes in and comes back. */
export function Dialog({ title, description, onClose, children }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={styles.dialog}>
          <Radix.Title className={styles.title}>{title}</Radix.Title>
          <Radix.Description asChild>
            <div className={styles.description}>{description}</div>
          </Radix.Description>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
