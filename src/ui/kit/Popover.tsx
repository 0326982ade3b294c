import { Popover as Radix } from 'radix-ui'
import type { ReactElement } from 'react'
import type { Elements } from './elements'
import { MoreBelow } from './MoreBelow'
import styles from './Popover.module.css'

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
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.popover}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={title}
          onEscapeKeyDown={leaveToItsOwn}
        >
          {children}
          <MoreBelow />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** What takes Escape for itself, as a field whose name is being changed does, is marked: the sheet stays open. */
function leaveToItsOwn(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest('[data-own-escape]') !== null) event.preventDefault()
}

/** Closes the popover around it when its child is pressed. */
export function PopoverClose({ children }: { readonly children: ReactElement }) {
  return <Radix.Close asChild>{children}</Radix.Close>
}
