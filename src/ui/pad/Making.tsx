import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import styles from './Making.module.css'
import type { PadHandle } from './use-pad'

/** Inside. */
const MakingSteps = part(async () => (await import('./MakingSteps')).MakingSteps)

/** The way from the drawing to the picture that is read, step by step; closed until somebody opens it. */
export function Making({ pad }: { readonly pad: PadHandle }) {
  const messages = useMessages().pad.making
  const [isOpen, setIsOpen] = useState(false)
  const contentId = useId()
  return (
    <section className={styles.making} data-left-out="print">
      <button
        type="button"
        className={styles.summary}
        aria-expanded={isOpen}
        aria-controls={isOpen ? contentId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <ChevronRight aria-hidden />
        <span>{messages.title}</span>
      </button>
      {isOpen && <MakingSteps id={contentId} pad={pad} />}
    </section>
  )
}
