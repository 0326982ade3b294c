import { useEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { formatFor } from '../kit/format'
import { messagesFor, useMessages } from '../kit/messages/messages'
import { Popover, PopoverClose } from '../kit/Popover'
import { Button } from '../kit/Button'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import { setAttribute, setData, setText } from '../kit/dom'
import { onReading } from './on-reading'
import { shownReading } from './row-answers'
import styles from './Usual.module.css'

const LEVELS = ['usual', 'unusual', 'unlike'] as const

/**
 * How usual the drawing is for the model, beside its answer: a softmax answers whatever it is shown. Follows the store without rendering, like the
 * answer; what explains it renders while it is open.
 */
export function Usual() {
  const messages = useMessages().pad.usual
  const api = useAppStoreApi()
  const rootRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const root = rootRef.current
    const button = root?.querySelector('button') ?? null
    const word = root?.querySelector('[data-part=level]') ?? null
    return onReading(api, (state) => {
      const words = messagesFor(state.view.language).pad.usual
      const level = levelOf(state)
      setData(root, 'level', level)
      setText(word, level === null ? '' : words.level[level])
      setAttribute(button, 'aria-label', level === null ? words.title : words.spoken(words.level[level], words.title))
    })
  }, [api, messages])

  return (
    <div ref={rootRef} className={styles.usual} data-left-out="print">
      <Popover
        align="start"
        title={messages.title}
        trigger={
          <button type="button" className={styles.trigger}>
            <span className={styles.scale} aria-hidden>
              {LEVELS.map((level) => (
                <span key={level} />
              ))}
            </span>
            <span className={styles.word} data-part="level" />
          </button>
        }
      >
        <Explained />
      </Popover>
    </div>
  )
}

/** `unknown` beside an answer that nobody can judge; null where there is no answer. */
function levelOf(state: Store) {
  const reading = shownReading(state)
  return reading === null ? null : (reading.strangeness?.level ?? 'unknown')
}

function Explained() {
  const messages = useMessages().pad.usual
  const { setTab } = useActions()
  const isEmbedded = useAppStore(({ embed }) => embed !== null)
  const level = useAppStore(levelOf)
  const share = useAppStore((state) => {
    const strangeness = shownReading(state)?.strangeness
    return strangeness === undefined ? null : formatFor(state.view.language).percent(strangeness.share)
  })
  return (
    <>
      <p className={styles.title}>{messages.title}</p>
      <p>{share === null ? messages.unmeasured : messages.share(share)}</p>
      <ul className={styles.levels}>
        {LEVELS.map((each) => (
          <li key={each} data-now={each === level || undefined}>
            <strong>{messages.level[each]}</strong>
            <span>{messages.meaning[each]}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>{messages.stands}</p>
      {!isEmbedded && (
        <PopoverClose>
          <Button small onClick={() => setTab('learn')}>
            {messages.why}
          </Button>
        </PopoverClose>
      )}
    </>
  )
}
