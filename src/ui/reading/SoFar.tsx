import { useRef } from 'react'
import { useFormat, useMessages } from '../kit/messages/messages'
import { answerAt, settleStep } from './answer'
import { setData, setText, setVariable } from './dom'
import type { ReadingShape } from './signals'
import styles from './SoFar.module.css'
import { useLive } from './use-live'

/** The answer had the network stopped reading at the scan line: digit, probability, ten bars. */
export function SoFar({ shape: { steps, classes } }: { readonly shape: ReadingShape }) {
  const { soFar } = useMessages().reading
  const format = useFormat()
  const root = useRef<HTMLDivElement>(null)
  const digit = useRef<HTMLSpanElement>(null)
  const percent = useRef<HTMLSpanElement>(null)
  const when = useRef<HTMLSpanElement>(null)
  const bars = useRef<HTMLOListElement>(null)

  useLive(({ trace, cursor }) => {
    if (root.current === null || digit.current === null || percent.current === null || when.current === null || bars.current === null)
      return
    const step = Math.min(cursor.step, steps - 1)
    if (trace?.belief.shape[0] !== steps || trace.belief.shape[1] !== classes) {
      digit.current.textContent = '–'
      percent.current.textContent = ''
      return
    }
    const answer = answerAt(trace.belief, step)
    setData(root.current, 'digit', answer.digit)
    setData(root.current, 'probability', answer.probability)
    setData(root.current, 'settled', settleStep(trace.belief))
    setText(digit.current, String(answer.digit))
    setText(percent.current, format.probability(answer.probability))
    setText(when.current, soFar.after(step + 1, steps))
    for (const [candidate, bar] of [...bars.current.children].entries()) {
      if (!(bar instanceof HTMLElement)) continue
      setVariable(bar, '--p', trace.belief.data[step * classes + candidate]!)
      bar.toggleAttribute('data-best', candidate === answer.digit)
    }
  })

  return (
    <div ref={root} className={styles.soFar} role="group" aria-label={soFar.label} data-testid="reading-so-far">
      <span ref={digit} className={styles.digit} />
      <span className={styles.words}>
        <span ref={percent} className={styles.percent} />
        <span ref={when} className={styles.when} />
      </span>
      <ol ref={bars} className={styles.bars} aria-hidden>
        {Array.from({ length: classes }, (_, candidate) => (
          <li key={candidate}>{candidate}</li>
        ))}
      </ol>
    </div>
  )
}
