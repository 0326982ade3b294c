import { RadioGroup } from 'radix-ui'
import { type CSSProperties, useEffect, useRef } from 'react'
import { classes } from '../kit/classes'
import { setAttribute, setData, setText } from '../kit/dom'
import { formatFor } from '../kit/format'
import { messagesFor, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import { useTask } from '../kit/task'
import styles from './DigitRow.module.css'
import { onReading } from './on-reading'
import { rowAnswers } from './row-answers'

/** More digits than this stand in two lines. */
const ONE_LINE = 4

/** A number that was written on the pad: what each digit was read as and how surely, and which one's maps are shown. */
export function DigitRow({ count }: { readonly count: number }) {
  const messages = useMessages().pad.row
  const chosen = useAppStore(({ drawing }) => drawing.row?.chosen ?? 0)
  const { chooseDigit } = useActions()
  const task = useTask()
  const api = useAppStoreApi()
  const rootRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const places = [...(rootRef.current?.querySelectorAll<HTMLElement>('[role=radio]') ?? [])]
    return onReading(api, (state) => {
      const { row, usual } = messagesFor(state.view.language).pad
      rowAnswers(state, formatFor(state.view.language)).forEach(({ answer, confidence, level }, index) => {
        const place = places[index]
        if (place === undefined) return
        setText(place.children[0] ?? null, answer)
        setText(place.children[1] ?? null, confidence ?? '')
        const [number, of] = [index + 1, places.length]
        const doubt = level === null || level === 'usual' ? null : usual.level[level]
        setAttribute(
          place,
          'aria-label',
          confidence === null ? row.digitNotRead(number, of) : row.digit(number, of, answer, confidence, doubt),
        )
        setData(place, 'level', level)
        place.toggleAttribute('data-unread', confidence === null)
      })
    })
  }, [api, count, messages, task])

  return (
    <RadioGroup.Root
      ref={rootRef}
      className={classes(styles.row, count > ONE_LINE && styles.two)}
      style={columnsFor(count)}
      aria-label={messages.title}
      orientation="horizontal"
      value={String(chosen)}
      onValueChange={(place) => chooseDigit(Number(place))}
      translate="no"
    >
      {Array.from({ length: count }, (_, place) => (
        // Arrow keys move the focus, and the choice goes with it: by itself the group misses a key that is let go at once.
        <RadioGroup.Item key={place} className={styles.place} value={String(place)} data-place={place} onFocus={() => chooseDigit(place)}>
          <span className={styles.digit} />
          <span className={styles.confidence} />
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

function columnsFor(count: number): CSSProperties & Readonly<Record<'--columns', number>> {
  return { '--columns': Math.min(ONE_LINE, count) }
}
