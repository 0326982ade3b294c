import { Slot } from 'radix-ui'
import { type ReactElement, useId, useRef, useState } from 'react'
import type { Elements } from './elements'
import { part } from './part'

/** Where it opens, and all that belongs to that. */
const PopoverSheet = part(async () => (await import('./PopoverSheet')).PopoverSheet)
const CloseButton = part(async () => (await import('./PopoverSheet')).PopoverClose)

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly title: string
  readonly children: Elements
  readonly align?: 'start' | 'center' | 'end'
  /** Where there is room for it. */
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A sheet beside its button. Escape and a click elsewhere close it; focus goes in and comes back. */
export function Popover({ trigger, title, align = 'end', side = 'bottom', children }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLElement>(null)
  const [isOpen, setOpen] = useState(false)
  /** Nothing of the sheet is mounted before it is opened for the first time. */
  const [hasOpened, setOpened] = useState(false)
  const toggle = (): void => {
    setOpened(true)
    setOpen(!isOpen)
  }
  return (
    <>
      <Slot.Root
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-state={isOpen ? 'open' : 'closed'}
        onClick={toggle}
      >
        {trigger}
      </Slot.Root>
      {hasOpened && (
        <PopoverSheet id={id} button={button} title={title} side={side} align={align} isOpen={isOpen} onClose={() => setOpen(false)}>
          {children}
        </PopoverSheet>
      )}
    </>
  )
}

/** Closes the popover around it when its child is pressed. */
export function PopoverClose({ children }: { readonly children: ReactElement }) {
  return <CloseButton>{children}</CloseButton>
}
