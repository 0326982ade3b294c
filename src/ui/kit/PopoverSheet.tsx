import { Popover as Radix } from 'radix-ui'
import { type ReactElement, type RefObject, useRef } from 'react'
import type { Elements } from './elements'
import { MoreBelow } from './MoreBelow'
import styles from './Popover.module.css'

export interface PopoverSheetProps {
  readonly id: string
  /** What it is beside, and what gets the focus back. */
  readonly button: RefObject<HTMLElement | null>
  readonly title: string
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  readonly align: 'start' | 'center' | 'end'
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: Elements
}

/** The sheet of a popover: fetched apart from the button that opens it, which is there first. */
export function PopoverSheet({ id, button, title, side, align, isOpen, onClose, children }: PopoverSheetProps) {
  /** It was closed by a click elsewhere, which has the focus. */
  const isLeft = useRef(false)
  const place = useRef({ getBoundingClientRect: () => (button.current ?? document.body).getBoundingClientRect() })
  return (
    <Radix.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Radix.Anchor virtualRef={place} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          className={styles.popover}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={{ top: roomAbove(), right: EDGE, bottom: EDGE, left: EDGE }}
          aria-label={title}
          onEscapeKeyDown={leaveToItsOwn}
          onInteractOutside={(event) => {
            // The button closes it by itself.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
            else isLeft.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!isLeft.current) button.current?.focus()
            isLeft.current = false
          }}
        >
          {children}
          <MoreBelow />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Closes the popover around it when its child is pressed. */
export function PopoverClose({ children }: { readonly children: ReactElement }) {
  return <Radix.Close asChild>{children}</Radix.Close>
}

/** What takes Escape for itself, as a field whose name is being changed does, is marked: the sheet stays open. */
function leaveToItsOwn(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest('[data-own-escape]') !== null) event.preventDefault()
}

/** From the edges of the window, CSS pixels. */
const EDGE = 12
/** On a phone what opens above its button would lie on the header. */
const PHONE = '(max-width: 30rem)'

function roomAbove(): number {
  if (!window.matchMedia(PHONE).matches) return EDGE
  return Math.max(EDGE, document.querySelector('header')?.getBoundingClientRect().bottom ?? 0)
}
