import { Popover } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useMessages } from '../kit/messages/messages'
import popover from '../kit/Popover.module.css'
import { Explanation } from './Explanation'
import styles from './Explained.module.css'
import type { Term } from './tries'

/** A pointer that only passes by opens nothing, and one on its way into the explanation does not lose it, milliseconds. */
const HOVER_DELAY = 350
const GRACE = 250

export interface ExplainedProps {
  readonly term: Term
  /** The explanation's title, `Forget gate f`. */
  readonly name: string
  readonly sentence: string
  /** What is seen of it, in the title of a map. */
  readonly children: ReactNode
}

/** A name that opens what it means: by pointing, tapping or Enter. Escape, a click elsewhere and its own buttons close it. */
export function Explained({ term, name, sentence, children }: ExplainedProps) {
  const { reading } = useMessages()
  const [open, setOpen] = useState<'closed' | 'hovered' | 'pinned'>('closed')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const after = (delay: number, change: () => void): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(change, delay)
  }
  const stay = (): void => clearTimeout(timer.current)
  const fade = (): void => after(GRACE, () => setOpen((now) => (now === 'hovered' ? 'closed' : now)))
  const close = (): void => {
    stay()
    setOpen('closed')
  }

  return (
    <Popover.Root
      open={open !== 'closed'}
      onOpenChange={(next) => {
        stay()
        setOpen(next || open === 'hovered' ? 'pinned' : 'closed')
      }}
    >
      <Popover.Trigger asChild>
        <button
          type="button"
          className={styles.title}
          aria-label={reading.about(name)}
          onPointerEnter={(event) => {
            if (event.pointerType === 'mouse') after(HOVER_DELAY, () => setOpen((now) => (now === 'closed' ? 'hovered' : now)))
          }}
          onPointerLeave={fade}
        >
          {children}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={popover.popover}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={name}
          onPointerEnter={stay}
          onPointerLeave={fade}
          onOpenAutoFocus={(event) => open === 'hovered' && event.preventDefault()}
          onCloseAutoFocus={(event) => open === 'hovered' && event.preventDefault()}
          onEscapeKeyDown={close}
          onInteractOutside={close}
        >
          <Explanation term={term} name={name} sentence={sentence} onDone={close} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
