import { History } from 'lucide-react'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import styles from './Past.module.css'

/** Says, in every view, that what answers is the network as it was, and leads back to now. */
export function Past() {
  const { past: words } = useMessages().pad
  const format = useFormat()
  const at = useAppStore((state) => state.past.at)
  const { lookBack } = useActions()
  if (at === null) return null

  const toNow = (): void => {
    // The button goes with its press; the keyboard goes on at what is shown.
    document.getElementById('main')?.focus()
    void lookBack(null)
  }
  return (
    <section className={styles.past} aria-label={words.label} data-left-out="print">
      <History className={styles.icon} aria-hidden />
      <p className={styles.text}>{words.text(format.integer(at))}</p>
      <Button onClick={toNow}>{words.toNow}</Button>
    </section>
  )
}
