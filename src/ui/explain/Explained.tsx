import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import styles from './Explained.module.css'
import type { Term } from './tries'

/** What opens. */
const ExplanationSheet = part(async () => (await import('./ExplanationSheet')).ExplanationSheet)

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
  const id = useId()
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

  return (
    <>
      <button
        type="button"
        ref={trigger}
        className={styles.title}
        aria-label={reading.about(name)}
        aria-haspopup="dialog"
        aria-expanded={open !== 'closed'}
        aria-controls={open === 'closed' ? undefined : id}
        data-state={open === 'closed' ? 'closed' : 'open'}
        // A press keeps open what pointing has opened.
        onClick={() => (open === 'pinned' ? close() : pin())}
        onPointerEnter={(event) => event.pointerType === 'mouse' && hover()}
        onPointerLeave={fade}
      >
        {children}
      </button>
      {open !== 'closed' && (
        <ExplanationSheet
          id={id}
          trigger={trigger}
          isPinned={isPinned}
          onStay={stay}
          onFade={fade}
          onClose={close}
          term={term}
          name={name}
          sentence={sentence}
        />
      )}
    </>
  )
}
