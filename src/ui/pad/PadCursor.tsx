import { useEffect, useState, useSyncExternalStore } from 'react'
import { useMessages } from '../kit/messages/messages'
import styles from './PadCursor.module.css'
import type { PadController } from './pad-controller'
import { ERASER_RADIUS, PEN_WIDTHS } from './tools'

/** A screen reader hears where the pen is once it has rested this long, milliseconds. */
const REST = 350

/** The pen that the arrow keys move: a ring while it is up, a disc while it draws. Says where it is. */
export function PadCursor({ controller }: { readonly controller: PadController }) {
  const messages = useMessages().pad.keyboard
  const pen = useSyncExternalStore(controller.subscribe, controller.getKeyboardPen, controller.getKeyboardPen)
  const { tool, penSize } = useSyncExternalStore(controller.subscribe, controller.getStatus, controller.getStatus)
  const [spoken, setSpoken] = useState('')
  const sentence = pen === null ? '' : messages.place(tool, pen.isDown, Math.round(100 * pen.at[0]), Math.round(100 * pen.at[1]))

  useEffect(() => {
    const timer = setTimeout(() => setSpoken(sentence), REST)
    return () => clearTimeout(timer)
  }, [sentence])

  return (
    <>
      {pen !== null && (
        <>
          <span
            className={styles.cursor}
            data-down={pen.isDown}
            data-testid="pad-cursor"
            style={{
              left: `${100 * pen.at[0]}%`,
              top: `${100 * pen.at[1]}%`,
              width: `${100 * (tool === 'pen' ? PEN_WIDTHS[penSize] : 2 * ERASER_RADIUS)}%`,
            }}
            aria-hidden
          />
          <p className={styles.legend} data-low={pen.at[1] < 0.5} aria-hidden>
            {pen.isDown ? messages.legendDown : messages.legendUp}
          </p>
        </>
      )}
      <output className="visually-hidden" aria-live="polite" data-testid="pad-spoken">
        {spoken}
      </output>
    </>
  )
}
