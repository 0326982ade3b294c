import { useEffect, useRef } from 'react'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useAppStoreApi } from '../kit/store'
import { answerAt, settleStep } from './answer'
import type { ReadingShape } from './signals'
import styles from './Summary.module.css'

/** Least time between two captions, milliseconds: one that changes with the pen helps nobody. */
const PAUSE = 600

/** The figure in one sentence: what was read, and since which row the answer stood. */
export function Summary({ shape: { steps } }: { readonly shape: ReadingShape }) {
  const store = useAppStoreApi()
  const { reading } = useMessages()
  const format = useFormat()
  const caption = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = (): void => {
      timer = undefined
      const { trace, drawing } = store.getState()
      if (caption.current === null) return
      const { text, marked } = sentence(trace, drawing.isEmpty)
      caption.current.textContent = text
      caption.current.toggleAttribute('data-marked', marked)
    }
    const sentence = (trace: ReturnType<typeof store.getState>['trace'], isEmpty: boolean): { text: string; marked: boolean } => {
      if (trace?.belief.shape[0] !== steps) return { text: reading.summaryNone, marked: false }
      if (isEmpty) return { text: reading.summaryEmpty, marked: false }
      const { digit, probability } = answerAt(trace.belief, steps - 1)
      const since = settleStep(trace.belief)
      const percent = format.probability(probability)
      const text = since === 0 ? reading.summaryAlways(String(digit), percent) : reading.summary(String(digit), percent, since + 1)
      return { text, marked: true }
    }
    write()
    const unsubscribe = store.subscribe((state, before) => {
      if (state.trace !== before.trace) timer ??= setTimeout(write, PAUSE)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, steps, reading, format])

  return <p ref={caption} className={styles.summary} data-testid="reading-summary" />
}
