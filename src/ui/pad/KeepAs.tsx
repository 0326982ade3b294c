import { BookmarkPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { DIGITS, isSameTask } from '../../core/task'
import { Button } from '../kit/Button'
import { hasRoomBeside } from '../kit/media'
import { IconButton } from '../kit/IconButton'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Popover, PopoverClose } from '../kit/Popover'
import { useActions, useAppStore } from '../kit/store'
import { classesOf, useTask } from '../kit/task'
import styles from './KeepAs.module.css'
import shelf from './Shelf.module.css'
import type { PadHandle } from './use-pad'

/** Keeps what was drawn among the visitor's own drawings, under the digit that it is: most wanted where the answer is wrong. */
export function KeepAs({ pad: { readSheet, controller }, onKept }: KeepAsProps) {
  const words = useMessages()
  const { keep } = words.hand
  const task = useTask()
  const { keepDrawing } = useActions()
  const [canKeep, setCanKeep] = useState(false)
  if (!isSameTask(task, DIGITS)) return null
  /** One digit of a row, or all that was drawn. */
  const strokes = () => {
    const { strokes: drawn, backdrop } = readSheet()
    return backdrop === undefined && controller.visible().label === null ? drawn : []
  }
  return (
    <Popover
      title={keep.title}
      side={hasRoomBeside() ? 'right' : 'bottom'}
      align="end"
      trigger={
        <IconButton label={keep.open} hint={keep.hint} variant="secondary" onClick={() => setCanKeep(strokes().length > 0)}>
          <BookmarkPlus aria-hidden />
        </IconButton>
      }
    >
      <section className={shelf.part}>
        <h3>{keep.title}</h3>
        {canKeep ? (
          <div className={shelf.digits} role="group" aria-label={keep.title}>
            {classesOf(task, words).map(({ label }, digit) => (
              <PopoverClose key={label}>
                <Button
                  small
                  className={shelf.digit}
                  aria-label={keep.digit(label)}
                  onClick={() => void keepDrawing(digit, strokes()).then(() => onKept(digit))}
                >
                  {label}
                </Button>
              </PopoverClose>
            ))}
          </div>
        ) : (
          <p className={shelf.note}>{keep.nothing}</p>
        )}
      </section>
    </Popover>
  )
}

export interface KeepAsProps {
  readonly pad: Pick<PadHandle, 'readSheet' | 'controller'>
  readonly onKept: (digit: number) => void
}

/** What was kept last; until something else is drawn. */
export function KeptNote({ pad: { controller }, digit, onOther }: KeptNoteProps) {
  const { keep } = useMessages().hand
  const format = useFormat()
  const count = useAppStore(({ hand }) => hand.drawings.length)
  useEffect(() => (digit === null ? undefined : controller.watch(onOther)), [controller, digit, onOther])
  return (
    <p className={styles.note} role="status">
      {digit === null ? null : keep.kept(DIGITS.classes[digit]?.label ?? '', count, format.integer(count))}
    </p>
  )
}

export interface KeptNoteProps {
  readonly pad: Pick<PadHandle, 'controller'>
  readonly digit: number | null
  readonly onOther: () => void
}
