import { Popover as Radix } from 'radix-ui'
import { type RefObject, useRef } from 'react'
import styles from './Tooltip.module.css'

export interface RemarkProps {
  readonly id: string
  /** What it is about. */
  readonly place: RefObject<HTMLElement | null>
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  readonly text: string
  readonly onClose: () => void
}

/** What a tooltip shows: fetched apart from the buttons that have one. It takes no focus. */
export function Remark({ id, place, side, text, onClose }: RemarkProps) {
  const anchor = useRef({ getBoundingClientRect: () => (place.current ?? document.body).getBoundingClientRect() })
  return (
    <Radix.Root open onOpenChange={(next) => !next && onClose()}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          role="tooltip"
          className={styles.tooltip}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={preventDefault}
          onCloseAutoFocus={preventDefault}
          onInteractOutside={preventDefault}
        >
          <span>{text}</span>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function preventDefault(event: Event): void {
  event.preventDefault()
}
