import { type CSSProperties, useEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { taskOf } from '../../core/task'
import type { Store } from '../../state/app-state'
import { formatFor } from '../kit/format'
import { messagesFor, useMessages } from '../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../kit/store'
import { className, classesOf, classLabel, useTask } from '../kit/task'
import { setAttribute, setData, setText, setVariable } from '../kit/dom'
import styles from './Answer.module.css'
import { part } from '../kit/part'
import { onReading } from './on-reading'
import { rowAnswers, shownReading } from './row-answers'
import { Usual } from './Usual'

/** For those who write a number. */
const DigitRow = part(async () => (await import('./DigitRow')).DigitRow)

/** A screen reader hears the answer once it has stood this long, in milliseconds. */
const SETTLE_TIME = 700

/** More classes than this stand in several lines, each bar half as high. */
const ONE_LINE = 12

/** What the network answers, and how probable it holds each class to be. Follows the store without rendering: it changes with every move of the pen. */
export function Answer() {
  const words = useMessages()
  const messages = words.pad
  const task = useTask()
  const classes = classesOf(task, words)
  const api = useAppStoreApi()
  const digits = useAppStore(({ drawing }) => drawing.row?.pictures.length ?? 1)
  const rootRef = useRef<HTMLElement>(null)

  useEffect(() => {
    return rootRef.current ? followAnswer(api, rootRef.current) : undefined
  }, [api, digits, messages, task])

  return (
    <section ref={rootRef} className={styles.answer} aria-label={messages.answer}>
      {digits === 1 ? (
        <div className={styles.headline} aria-hidden>
          <p className={styles.caption}>{messages.andAnswers}</p>
          <p className={styles.reading} translate="no">
            <span className={styles.digit} data-part="digit" />
            <span className={styles.confidence} data-part="confidence" />
          </p>
        </div>
      ) : (
        <div className={styles.headline}>
          <p className={styles.caption} aria-hidden>
            {messages.andAnswers}
          </p>
          <DigitRow count={digits} />
        </div>
      )}
      <Usual />
      <output className="visually-hidden" aria-live="polite" data-part="spoken" />
      <ol
        className={styles.bars}
        aria-label={messages.probabilities(String(classes.length))}
        data-many={classes.length > ONE_LINE || undefined}
        style={barColumns(classes.length)}
      >
        {classes.map(({ label, name }, index) => (
          <li key={index} className={styles.column} data-part="column">
            <span
              className={styles.track}
              role="meter"
              aria-label={messages.probabilityOf(name)}
              aria-valuemin={0}
              aria-valuemax={1}
              aria-valuenow={0}
            >
              <span className={styles.bar} />
            </span>
            <span className={styles.label} title={label} aria-hidden>
              {label}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** As few lines as hold them all, and as many in each. */
function barColumns(classes: number): CSSProperties & Readonly<Record<'--columns', number>> {
  return { '--columns': Math.ceil(classes / Math.ceil(classes / ONE_LINE)) }
}

/** Keeps the section's text and bars at the newest reading; returns what ends it. */
function followAnswer(api: StoreApi<Store>, root: HTMLElement): () => void {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-part=${name}]`)
  const digitText = part('digit')
  const confidenceText = part('confidence')
  const spoken = part('spoken')
  const columns = [...root.querySelectorAll<HTMLElement>('[data-part=column]')].map((column) => ({
    column,
    meter: column.querySelector<HTMLElement>('[role=meter]'),
  }))
  let speaking: ReturnType<typeof setTimeout> | undefined

  const show = (state: Store) => {
    const { drawing, view, model, status } = state
    const words = messagesFor(view.language)
    const task = taskOf(model?.spec ?? {})
    const format = formatFor(view.language)
    const { probability: asPercent } = format
    const reading = shownReading(state)
    const probabilities = reading?.probabilities ?? null
    const answer = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1
    const confidence = probabilities?.[answer]
    const sure = confidence === undefined ? '' : asPercent(confidence)
    const silence = () => (drawing.isEmpty ? words.pad.noAnswer : status === 'failed' ? words.pad.notRunning : words.pad.notRead)
    const row = rowAnswers(state, format)
    const isRead = row.length > 0 ? row.some((digit) => digit.confidence !== null) : confidence !== undefined
    const level = reading?.strangeness?.level ?? 'usual'
    const doubt = level === 'usual' ? null : words.pad.usual.level[level]
    const sentence = () =>
      row.length > 0 ? words.pad.row.spoken(row) : words.pad.answerSpoken(className(task, answer, words), sure, doubt)

    setData(root, 'digit', confidence === undefined ? '' : answer)
    setText(digitText, confidence === undefined ? '' : classLabel(task, answer))
    setData(root, 'number', row.length > 0 ? row.map((digit) => digit.answer).join('') : null)
    setData(root, 'long', confidence !== undefined && classLabel(task, answer).length > 2 ? '' : null)
    setText(confidenceText, sure)
    columns.forEach(({ column, meter }, digit) => {
      const probability = probabilities?.[digit] ?? 0
      setData(column, 'first', String(digit === answer))
      setVariable(column, '--probability', Number(probability.toFixed(4)))
      setAttribute(meter, 'aria-valuenow', probability.toFixed(3))
      setAttribute(meter, 'aria-valuetext', asPercent(probability))
    })
    clearTimeout(speaking)
    speaking = setTimeout(() => setText(spoken, isRead ? sentence() : silence()), SETTLE_TIME)
  }

  const stop = onReading(api, show)
  return () => {
    stop()
    clearTimeout(speaking)
  }
}
