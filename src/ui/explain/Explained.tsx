import { Popover } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { hasRoomBeside } from '../kit/media'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import popover from '../kit/Popover.module.css'
import styles from './Explained.module.css'
import type { Term } from './tries'

/** Inside the popover. */
const Explanation = part(async () => (await import('./Explanation')).Explanation)

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
  /** Whether it was opened to stay: only then does the focus go in, and come back. */
  const isPinned = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const trigger = useRef<HTMLButtonElement>(null)
  /** What the name is the title of is as wide as the title's place. */
  const place = useRef({ getBoundingClientRect: () => (trigger.current?.parentElement ?? document.body).getBoundingClientRect() })
  useEffect(() => () => clearTimeout(timer.current), [])

  const stay = (): void => clearTimeout(timer.current)
  const after = (delay: number, change: () => void): void => {
    stay()
    timer.current = setTimeout(change, delay)
  }
  const pin = (): void => {
    stay()
    isPinned.current = true
    setOpen('pinned')
  }
  const close = (): void => {
    stay()
    setOpen('closed')
  }
  const hover = (): void => {
    if (open !== 'closed') return stay()
    after(HOVER_DELAY, () => {
      isPinned.current = false
      setOpen('hovered')
    })
  }
  const fade = (): void => after(GRACE, () => setOpen((now) => (now === 'hovered' ? 'closed' : now)))
  const keepFocus = (event: Event): void => {
    if (!isPinned.current) event.preventDefault()
  }

  return (
    <Popover.Root open={open !== 'closed'} onOpenChange={(next) => (next ? pin() : close())}>
      <Popover.Trigger
        ref={trigger}
        className={styles.title}
        aria-label={reading.about(name)}
        onClick={(event) => {
          // A press keeps open what pointing has opened.
          event.preventDefault()
          if (open === 'pinned') close()
          else pin()
        }}
        onPointerEnter={(event) => event.pointerType === 'mouse' && hover()}
        onPointerLeave={fade}
      >
        {children}
      </Popover.Trigger>
      <Popover.Anchor virtualRef={place} />
      <Popover.Portal>
        <Popover.Content
          className={popover.popover}
          // Beside the map that it tells of, where there is room.
          side={hasRoomBeside() ? 'right' : 'bottom'}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={name}
          onPointerEnter={stay}
          onPointerLeave={fade}
          onOpenAutoFocus={keepFocus}
          onCloseAutoFocus={keepFocus}
        >
          <Explanation term={term} name={name} sentence={sentence} onDone={close} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
