import { Info, X } from 'lucide-react'
import { useState } from 'react'
import { isUnderWay } from '../../../state/run-state'
import { Button } from '../../kit/Button'
import { IconButton } from '../../kit/IconButton'
import { useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import styles from '../Notices.module.css'
import { takeNewVersion, useOffline } from './offline'

/** Asks whether the page may be opened anew in a newer version; never while a run is under way, which would end with the page. */
export function NewVersion() {
  const messages = useMessages().shell
  const offline = useOffline()
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const [isDismissed, setDismissed] = useState(false)
  if (offline !== 'new' || isTraining || isDismissed) return null
  return (
    <div className={styles.notice} role="status">
      <Info aria-hidden />
      <div className={styles.text}>
        <p className={styles.message}>{messages.offline.newVersion}</p>
        <p className={styles.hint}>{messages.offline.newHint}</p>
        <Button onClick={takeNewVersion}>{messages.offline.reload}</Button>
      </div>
      <IconButton small label={messages.notices.dismiss} onClick={() => setDismissed(true)}>
        <X aria-hidden />
      </IconButton>
    </div>
  )
}
