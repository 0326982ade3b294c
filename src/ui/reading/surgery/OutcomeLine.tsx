import { useEffect, useRef } from 'react'
import { taskOf } from '../../../core/task'
import type { Store } from '../../../state/app-state'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import { useAppStoreApi } from '../../kit/store'
import { className } from '../../kit/task'
import { setData, setText } from '../../kit/dom'
import { outcomeOf } from './outcome'
import styles from './Surgery.module.css'

/** A screen reader hears the outcome once it has stood this long, milliseconds. */
const SETTLE_TIME = 700

export interface OutcomeLineProps {
  readonly messages: Messages
  readonly format: Format
}

/** What holding changes, in one line that follows the pen. */
export function OutcomeLine({ messages, format }: OutcomeLineProps) {
  const store = useAppStoreApi()
  const line = useRef<HTMLParagraphElement>(null)
  const spoken = useRef<HTMLOutputElement>(null)

  useEffect(() => {
    const { outcome: words } = messages.surgery
    const sentence = ({ surgery, drawing, model }: Store): string => {
      if (surgery.holds.length === 0) return words.none
      if (drawing.isEmpty) return words.empty
      if (surgery.reading === null) return ''
      const { kind, plain, held } = outcomeOf(surgery.reading)
      const [heldPercent, plainPercent] = [format.probability(held.probability), format.probability(plain.probability)]
      const nameOf = (index: number): string => className(taskOf(model?.spec ?? {}), index, messages)
      switch (kind) {
        case 'other':
          return words.other(nameOf(held.digit), heldPercent, nameOf(plain.digit), plainPercent)
        case 'same':
          return words.same(nameOf(held.digit), heldPercent, plainPercent)
        case 'untouched':
          return words.untouched(nameOf(plain.digit), plainPercent)
        default:
          return kind satisfies never
      }
    }
    let speaking: ReturnType<typeof setTimeout> | undefined
    const write = (): void => {
      const state = store.getState()
      const text = sentence(state)
      setText(line.current, text)
      setData(line.current, 'outcome', state.surgery.reading && outcomeOf(state.surgery.reading).kind)
      clearTimeout(speaking)
      speaking = setTimeout(() => setText(spoken.current, text), SETTLE_TIME)
    }
    write()
    const unsubscribe = store.subscribe((state, before) => {
      if (state.surgery !== before.surgery || state.drawing.isEmpty !== before.drawing.isEmpty) write()
    })
    return () => {
      unsubscribe()
      clearTimeout(speaking)
    }
  }, [store, messages, format])

  return (
    <div>
      <p ref={line} className={styles.outcome} data-testid="surgery-outcome" aria-hidden />
      <output ref={spoken} className="visually-hidden" aria-label={messages.surgery.outcome.label} />
    </div>
  )
}
