import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement } from 'react'
import type { Elements } from './elements'
import styles from './Tooltip.module.css'

/** Once around the page: moving from one tooltip to the next shows the next at once. */
export function TooltipProvider({ children }: { readonly children: Elements }) {
  return (
    <Radix.Provider delayDuration={450} skipDelayDuration={250}>
      {children}
    </Radix.Provider>
  )
}

export interface TooltipProps {
  readonly text: string
  /** One focusable element that takes a ref. */
  readonly children: ReactElement
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A remark on pointing or focusing; never the only place of something one must know, since touch has none. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {/* Radix puts what screen readers hear beside it. */}
          <span>{text}</span>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
