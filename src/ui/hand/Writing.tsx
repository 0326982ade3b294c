import { PenLine } from 'lucide-react'
import { useId, useMemo } from 'react'
import { DIGITS } from '../../core/task'
import { countsByClass } from '../../data/hand/drawing'
import { WANTED_EACH } from '../../data/hand/order'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { useActions, useAppStore } from '../kit/store'
import { classLabel } from '../kit/task'
import styles from './Writing.module.css'

/** Begins to ask for digits, and shows how many of each there are. */
export function Writing() {
  const { ask: words } = useMessages().hand
  const format = useFormat()
  const title = useId()
  const drawings = useAppStore(({ hand }) => hand.drawings)
  const isReady = useAppStore(({ hand }) => hand.state === 'ready')
  const isAsking = useAppStore(({ hand }) => hand.asking !== null)
  const isBusy = useAppStore(({ hand }) => hand.tuning.stage !== null)
  const { askDigits, stopAsking } = useActions()
  const counts = useMemo(() => countsByClass(drawings), [drawings])
  const hasAll = counts.every((count) => count >= WANTED_EACH)
  const begin = hasAll ? words.more : drawings.length > 0 ? words.goOn : words.start
  const total = drawings.length === 0 ? words.none : words.total(drawings.length, format.integer(drawings.length))
  return (
    <section className={section.section} aria-labelledby={title} data-testid="hand-writing">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <div className={section.action}>
        <Button
          variant={drawings.length === 0 ? 'primary' : 'secondary'}
          unavailable={!isReady || isBusy}
          onClick={() => void (isAsking ? stopAsking() : askDigits())}
        >
          <PenLine aria-hidden />
          <span>{isAsking ? words.stop : begin}</span>
        </Button>
        <p role="status" className={section.said}>
          {isAsking ? words.going : isReady ? total : ''}
        </p>
      </div>
      <ul className={styles.counts} aria-label={words.counts}>
        {counts.map((count, digit) => {
          const label = classLabel(DIGITS, digit)
          return (
            <li key={digit} className={styles.count} data-full={count >= WANTED_EACH} title={words.count(label, format.integer(count))}>
              <span className={styles.digit}>{label}</span>
              <span className={styles.bar} aria-hidden>
                <span className={styles.filled} style={{ height: `${100 * Math.min(1, count / WANTED_EACH)}%` }} />
              </span>
              <span className={styles.number}>{format.integer(count)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
