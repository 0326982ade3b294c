import { GraduationCap } from 'lucide-react'
import { useEffect, useId } from 'react'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { useActions, useAppStore } from '../kit/store'
import styles from './Controls.module.css'

/** The network learns to write as the visitor does, from the drawings that are kept under Hand. */
export function MyHand() {
  const { write: words } = useMessages()
  const format = useFormat()
  const title = useId()
  const count = useAppStore(({ hand }) => hand.drawings.length)
  const { stage, work, lesson } = useAppStore(({ writing }) => writing)
  const { loadHand, setTab, teachWriterHand, forgetHandLesson, writeNumber } = useActions()
  useEffect(() => void loadHand(), [loadHand])
  const isOff = stage !== 'ready' || work !== null
  const teach = async (): Promise<void> => {
    await teachWriterHand()
    await writeNumber()
  }
  const forget = async (): Promise<void> => {
    await forgetHandLesson()
    await writeNumber()
  }
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.hand}
      </h3>
      <p className={section.lead}>{count === 0 ? words.handNone : words.handLead(format.integer(count))}</p>
      <div className={styles.actions}>
        {count === 0 ? (
          <Button onClick={() => setTab('hand')}>{words.toHand}</Button>
        ) : (
          <Button unavailable={isOff} onClick={() => void teach()}>
            <GraduationCap aria-hidden />
            <span>{work === 'learning' ? words.teaching : words.teach}</span>
          </Button>
        )}
        {lesson !== null && (
          <Button variant="quiet" unavailable={isOff} onClick={() => void forget()}>
            {words.forget}
          </Button>
        )}
      </div>
      {lesson !== null && (
        <p role="status" className={section.lead}>
          {words.taught(format.decimal(lesson.before, 2), format.decimal(lesson.after, 2))}
        </p>
      )}
    </section>
  )
}
