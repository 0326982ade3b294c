import { Popover } from 'radix-ui'
import { type RefObject, useRef } from 'react'
import { hasRoomBeside } from '../kit/media'
import popover from '../kit/Popover.module.css'
import { Explanation, type ExplanationProps } from './Explanation'

export interface ExplanationSheetProps extends Omit<ExplanationProps, 'onDone'> {
  readonly id: string
  readonly trigger: RefObject<HTMLButtonElement | null>
  /** Whether it was opened to stay: only then does the focus go in, and come back. */
  readonly isPinned: RefObject<boolean>
  /** The pointer is in it, or leaves it. */
  readonly onStay: () => void
  readonly onFade: () => void
  readonly onClose: () => void
}

/** The sheet beside a name, fetched apart from the names. */
export function ExplanationSheet({ id, trigger, isPinned, onStay, onFade, onClose, ...explanation }: ExplanationSheetProps) {
  /** What the name is the title of is as wide as the title's place. */
  const place = useRef({ getBoundingClientRect: () => (trigger.current?.parentElement ?? document.body).getBoundingClientRect() })
  /** A click elsewhere has the focus. */
  const isLeft = useRef(false)
  return (
    <Popover.Root open onOpenChange={(next) => !next && onClose()}>
      <Popover.Anchor virtualRef={place} />
      <Popover.Portal>
        <Popover.Content
          id={id}
          className={popover.popover}
          // Beside the map that it tells of, where there is room.
          side={hasRoomBeside() ? 'right' : 'bottom'}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={explanation.name}
          onPointerEnter={onStay}
          onPointerLeave={onFade}
          onOpenAutoFocus={(event) => isPinned.current || event.preventDefault()}
          onInteractOutside={(event) => {
            // The name closes it by itself.
            if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault()
            else isLeft.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (isPinned.current && !isLeft.current) trigger.current?.focus()
            isLeft.current = false
          }}
        >
          <Explanation {...explanation} onDone={onClose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
