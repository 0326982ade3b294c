import { useMessages } from '../kit/messages/messages'
import { Answer } from './Answer'
import { Glance } from './Glance'
import { Making } from './Making'
import { Pad } from './Pad'
import { Past } from './Past'
import { Preview } from './Preview'
import styles from './Rail.module.css'
import { usePad } from './use-pad'
import { WhoAnswers } from './WhoAnswers'

/** What stays in view whatever the main part shows: the pad, what the network makes of it, and its answer. */
export function Rail() {
  const messages = useMessages().shell
  const pad = usePad()
  return (
    <aside className={styles.rail} aria-label={messages.railLabel}>
      <Pad pad={pad} />
      <Past />
      <div className={styles.result}>
        <Preview />
        <Glance />
        <Answer />
        <WhoAnswers />
        <Making pad={pad} />
      </div>
    </aside>
  )
}
