import { Gauge, HardDrive } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { repository } from '../kit/repository'
import { Popover } from '../kit/Popover'
import { Tooltip } from '../kit/Tooltip'
import styles from './Footer.module.css'
import { useOffline } from './offline/offline'

/** For those who ask for it. */
const StorageSheet = part(async () => (await import('./StorageSheet')).StorageSheet)
const Meter = part(async () => (await import('../meter/Meter')).Meter)

/** `?fps` shows the meter from the start. */
function isAskedFor(): boolean {
  return 'location' in globalThis && new URLSearchParams(location.search).has('fps')
}

/** What the page promises, and the meter for those who want to see how fast it is. */
export function Footer() {
  const { code, footer, storage, offline: offlineWords } = useMessages().shell
  const offline = useOffline()
  const [isMeasuring, setMeasuring] = useState(isAskedFor)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // The key's place, because Option makes another letter of it on a Mac.
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== 'KeyM') return
      event.preventDefault()
      setMeasuring((now) => !now)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <footer className={styles.footer} data-left-out="presentation print">
      <p>{footer.promise}</p>
      <p role="status">{offline === 'none' ? null : offlineWords.ready}</p>
      <Popover
        title={storage.title}
        trigger={
          <Button small variant="quiet">
            <HardDrive aria-hidden />
            <span>{storage.open}</span>
          </Button>
        }
      >
        <StorageSheet />
      </Popover>
      <Tooltip text={footer.measureHint}>
        <Button small variant="quiet" aria-pressed={isMeasuring} aria-keyshortcuts="Alt+Shift+M" onClick={() => setMeasuring(!isMeasuring)}>
          <Gauge aria-hidden />
          <span>{footer.measure}</span>
        </Button>
      </Tooltip>
      {repository !== null && (
        <a href={repository} target="_blank" rel="noreferrer">
          {code.source}
        </a>
      )}
      <a className={styles.link} href="./licences.txt" target="_blank" rel="noopener">
        {footer.licences}
      </a>
      {isMeasuring && <Meter onClose={() => setMeasuring(false)} />}
    </footer>
  )
}
