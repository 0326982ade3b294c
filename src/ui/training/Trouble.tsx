import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import styles from './Trouble.module.css'

/** What to do about a run that is paused because its loss has lost its way. */
export function Trouble() {
  const { trouble: words } = useMessages().training
  const format = useFormat()
  const trouble = useAppStore((state) => state.training.trouble)
  const { goOnAt } = useActions()
  if (trouble === null) return null
  const { from, learningRate, suggested } = trouble

  const goOn = (): void => {
    // The button goes with its press; the keyboard finds Pause.
    document.querySelector<HTMLElement>('[data-run-main]')?.focus()
    void goOnAt(suggested)
  }

  return (
    <section className={styles.trouble} aria-label={words.label}>
      <p className={styles.text}>
        {from === 0 ? words.fromStart(format.typed(learningRate)) : words.from(format.integer(from), format.typed(learningRate))}
      </p>
      <Button onClick={goOn}>{words.goOn(format.typed(suggested))}</Button>
      <p className={styles.else}>{words.orElse}</p>
    </section>
  )
}
