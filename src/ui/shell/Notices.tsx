import { CircleAlert, Info, X } from 'lucide-react'
import { useRef } from 'react'
import { describeError } from '../kit/errors'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import { useAllMessages } from '../kit/messages/use-all-messages'
import { useActions, useAppStore } from '../kit/store'
import styles from './Notices.module.css'
import { NewVersion } from './offline/NewVersion'
import { StartAgain } from './StartAgain'
import { WayOn } from './WayOn'

/** What went wrong and what to do next; stays until it is dismissed. */
export function Notices() {
  const words = useMessages()
  const messages = words.shell.notices
  const notices = useAppStore((state) => state.notices)
  const { dismissNotice } = useActions()
  const hasWords = useAllMessages(notices.length > 0)
  const section = useRef<HTMLElement>(null)
  return (
    <section ref={section} tabIndex={-1} className={styles.notices} aria-label={messages.label} data-notices>
      {hasWords &&
        notices.map(({ id, level, error, way }) => {
          const { message, hint, original } = describeError(error, words)
          return (
            <div key={id} className={styles.notice} data-level={level} role={level === 'error' ? 'alert' : 'status'}>
              {level === 'error' ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
              <div className={styles.text}>
                <p className={styles.message}>{message}</p>
                <p className={styles.hint}>{hint}</p>
                {/* The button goes with its press; the keyboard stays where the message says what comes of it. */}
                {way === 'startAgain' && <StartAgain onStart={() => section.current?.focus()} />}
                {way !== null && way !== 'startAgain' && <WayOn way={way} onPress={() => section.current?.focus()} />}
                {original !== undefined && (
                  <details className={styles.original}>
                    <summary>{messages.original}</summary>
                    <p lang="en">{original}</p>
                  </details>
                )}
              </div>
              <IconButton small label={messages.dismiss} onClick={() => dismissNotice(id)}>
                <X aria-hidden />
              </IconButton>
            </div>
          )
        })}
      <NewVersion />
    </section>
  )
}
