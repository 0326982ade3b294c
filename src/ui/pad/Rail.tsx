import { useMessages } from '../kit/messages/messages'
import { Answer } from './Answer'
import { Pad } from './Pad'
import { Preview } from './Preview'
import styles from './Rail.module.css'

/** What stays in view whatever the main part shows: the pad, what the network makes of it, and its answer. */
export function Rail() {
  const messages = useMessages().shell
  return (
    <aside className={styles.rail} aria-label={messages.railLabel}>
      <Pad />
      <div className={styles.result}>
        <Preview />
        <Answer />
      </div>
    </aside>
  )
}
