import { useMemo, useRef } from 'react'
import { useFormat, useMessages } from '../kit/messages/messages'
import { classLabel } from '../kit/task'
import { setData, setText, setVariable } from '../kit/dom'
import { type BeliefView, beliefSteps, findBelief, type ModelView, type SequenceLayer } from './layers'
import styles from './SoFar.module.css'
import { soFarAt } from './so-far'
import { useLive } from './use-live'

/** More classes than this are thin bars without labels. */
const ONE_LINE = 12

export interface SoFarProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly belief: BeliefView
  /** For tests. */
  readonly testId?: string
}

/** The answer had the network stopped reading at the scan line: class, probability, a bar for each class. */
export function SoFar({ model, layer, belief: view, testId = 'reading-so-far' }: SoFarProps) {
  const messages = useMessages()
  const { soFar } = messages.reading
  const { steps } = layer
  const { classes } = view
  const beliefs = useMemo(() => beliefSteps(layer, view), [layer, view])
  const format = useFormat()
  const root = useRef<HTMLDivElement>(null)
  const digit = useRef<HTMLSpanElement>(null)
  const percent = useRef<HTMLSpanElement>(null)
  const when = useRef<HTMLSpanElement>(null)
  const stays = useRef<HTMLSpanElement>(null)
  const bars = useRef<HTMLOListElement>(null)

  useLive(({ trace, cursor }) => {
    if (root.current === null || digit.current === null || percent.current === null || when.current === null || bars.current === null)
      return
    const step = Math.min(cursor.step, steps - 1)
    const believed = beliefs[step] ?? -1
    const belief = findBelief(trace, view)
    if (belief === null || believed < 0) {
      setData(root.current, 'digit', null)
      setText(digit.current, '–')
      setText(percent.current, '')
      setText(stays.current, '')
      setText(when.current, belief === null ? '' : soFar.before)
      for (const bar of bars.current.querySelectorAll('li')) {
        setVariable(bar, '--p', 0)
        bar.removeAttribute('data-best')
      }
      return
    }
    const { answer, settled, isFinal, ...texts } = soFarAt({ messages, format, model, layer }, view, belief, step, believed)
    setData(root.current, 'digit', answer.digit)
    setData(root.current, 'probability', answer.probability)
    setData(root.current, 'settled', settled)
    setText(stays.current, texts.stays)
    stays.current?.toggleAttribute('data-final', isFinal)
    setText(digit.current, classLabel(model.task, answer.digit))
    setText(percent.current, texts.percent)
    setText(when.current, texts.when)
    for (const [candidate, bar] of [...bars.current.children].entries()) {
      if (!(bar instanceof HTMLElement)) continue
      setVariable(bar, '--p', belief.data[believed * classes + candidate]!)
      bar.toggleAttribute('data-best', candidate === answer.digit)
    }
  })

  return (
    <div ref={root} className={styles.soFar} role="group" aria-label={soFar.label} data-testid={testId}>
      <span ref={digit} className={styles.digit} translate="no" />
      <span className={styles.words}>
        <span className={styles.how}>
          <span ref={percent} className={styles.percent} translate="no" />
          <span ref={stays} className={styles.stays} />
        </span>
        <span ref={when} className={styles.when} />
      </span>
      <ol ref={bars} className={styles.bars} data-many={classes > ONE_LINE || undefined} aria-hidden>
        {Array.from({ length: classes }, (_, candidate) => (
          <li key={candidate}>{classLabel(model.task, candidate)}</li>
        ))}
      </ol>
    </div>
  )
}
