import { ChevronRight, RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import styles from './Making.module.css'
import { useMaking } from './use-making'
import type { PadHandle } from './use-pad'

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
      {isOpen && <Steps id={contentId} pad={pad} />}
    </section>
  )
}

function Steps({ id, pad }: { readonly id: string; readonly pad: PadHandle }) {
  const messages = useMessages().pad.making
  const { attach, replay } = useMaking(pad)
  return (
    <div id={id} ref={attach} className={styles.content} data-testid="making">
      <p className={styles.note} data-part="note" hidden />
      <ol className={styles.steps} data-part="steps">
        {(['crop', 'scale', 'centre'] as const).map((step, index) => (
          <li key={step} className={styles.step}>
            <canvas data-part={step} className={styles.canvas} data-paper={step === 'crop'} aria-hidden />
            <p className={styles.name}>{`${index + 1} ${messages[step]}`}</p>
            <p className={styles.text} data-part={`${step}-text`} />
          </li>
        ))}
      </ol>
      <IconButton small className={styles.again} label={messages.again} onClick={replay}>
        <RotateCcw aria-hidden />
      </IconButton>
    </div>
  )
}
