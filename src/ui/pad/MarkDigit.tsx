import { useCallback, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { OpenedPicture, Region } from '../../data/drawing'
import type { Point } from '../../data/strokes'
import { Button } from '../kit/Button'
import { focusIt } from '../kit/dom'
import { useFormat, useMessages } from '../kit/messages/messages'
import { capture, isPressing } from '../kit/pointers'
import { toUnitSquare } from './coordinates'
import { FIRST_MARK, isMark, markBetween, markByKey } from './mark'
import styles from './MarkDigit.module.css'

export interface MarkDigitProps {
  readonly picture: OpenedPicture
  /** The visitor has asked for it, and goes on here with the keys. */
  readonly takesFocus: boolean
  readonly onMark: (part: Region) => void
  readonly onClose: () => void
}

/** A picture as it was opened, and a rectangle that the visitor lays around the digit: with mouse, pen, finger or keys. */
export function MarkDigit({ picture, takesFocus, onMark, onClose }: MarkDigitProps) {
  const messages = useMessages().pad.mark
  const { percent } = useFormat()
  const [mark, setMark] = useState<Region>(FIRST_MARK)
  /** Where the pointer went down, and what was marked before. */
  const drag = useRef<{ readonly from: Point; readonly before: Region } | null>(null)
  const helpId = useId()
  const { bitmap } = picture
  const paint = useCallback((canvas: HTMLCanvasElement) => canvas.getContext('2d')?.drawImage(bitmap, 0, 0), [bitmap])
  const attach = useCallback((canvas: HTMLCanvasElement | null) => void (canvas && paint(canvas)), [paint])
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent): Point =>
    toUnitSquare(clientX, clientY, currentTarget.getBoundingClientRect(), 0)
  /** @param to  where the pointer was lifted; null where the system took it away */
  const end = (to: Point | null): void => {
    if (drag.current === null) return
    const { from, before } = drag.current
    drag.current = null
    const drawn = to === null ? null : markBetween(from, to)
    // A press without a drag marks nothing.
    if (drawn === null || !isMark(drawn)) return setMark(before)
    setMark(drawn)
    onMark(drawn)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = markByKey(mark, event.key, event.shiftKey)
    if (next !== null) setMark(next)
    else if (event.key === 'Enter') onMark(mark)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  const { left, top, width, height } = mark
  return (
    <section className={styles.panel} aria-label={messages.title}>
      <p id={helpId} className={styles.help}>
        {messages.help}
      </p>
      {/* Arrow keys are the rectangle's own here, also under a screen reader: hence an application. */}
      <div
        ref={takesFocus ? focusIt : undefined}
        className={styles.picture}
        style={{ aspectRatio: `${bitmap.width} / ${bitmap.height}` }}
        tabIndex={0}
        role="application"
        aria-label={messages.label}
        aria-describedby={helpId}
        onKeyDown={press}
        onPointerDown={(event) => {
          if (!event.isPrimary || event.button !== 0) return
          capture(event.currentTarget, event.pointerId)
          drag.current = { from: placeOf(event), before: mark }
        }}
        onPointerMove={(event) => {
          if (drag.current !== null && isPressing(event.nativeEvent)) setMark(markBetween(drag.current.from, placeOf(event)))
        }}
        onPointerUp={(event) => end(placeOf(event))}
        onLostPointerCapture={() => end(null)}
      >
        <canvas ref={attach} className={styles.canvas} width={bitmap.width} height={bitmap.height} aria-hidden />
        <span
          className={styles.mark}
          style={{ left: `${100 * left}%`, top: `${100 * top}%`, width: `${100 * width}%`, height: `${100 * height}%` }}
          aria-hidden
        />
      </div>
      <output className="visually-hidden">
        {messages.place(percent(left, 0), percent(top, 0), percent(width, 0), percent(height, 0))}
      </output>
      <div className={styles.buttons}>
        <Button small variant="primary" onClick={() => onMark(mark)}>
          {messages.read}
        </Button>
        <Button small onClick={onClose}>
          {messages.close}
        </Button>
      </div>
    </section>
  )
}
