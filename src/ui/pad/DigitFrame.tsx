import { useEffect, useRef } from 'react'
import type { Sheet } from '../../data/drawing'
import { useMessages } from '../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../kit/store'
import styles from './DigitFrame.module.css'
import { frameAround } from './frame-around'

export interface DigitFrameProps {
  /** What is read: of a row, the strokes of the chosen digit. */
  readonly readSheet: () => Sheet
  /** Of the sentence that says which digit is framed. */
  readonly sentenceId: string
}

/** On the pad, a frame around the digit of a row whose maps are shown. Follows the pen without rendering. */
export function DigitFrame({ readSheet, sentenceId }: DigitFrameProps) {
  const { row } = useMessages().pad
  const api = useAppStoreApi()
  const chosen = useAppStore(({ drawing }) => drawing.row?.chosen ?? null)
  const count = useAppStore(({ drawing }) => drawing.row?.pictures.length ?? 0)
  const ref = useRef<HTMLSpanElement>(null)
  const isRow = chosen !== null

  useEffect(() => {
    if (!isRow) return
    const show = (): void => {
      const frame = frameAround(readSheet().strokes)
      if (ref.current === null || frame === null) return
      for (const side of ['left', 'top', 'width', 'height'] as const) ref.current.style[side] = `${100 * frame[side]}%`
    }
    show()
    return api.subscribe((now, before) => {
      if (now.drawing !== before.drawing) show()
    })
  }, [api, isRow, readSheet])

  return (
    <>
      {isRow && <span ref={ref} className={styles.frame} data-testid="chosen-digit" aria-hidden />}
      <p id={sentenceId} className="visually-hidden">
        {isRow ? row.framed(chosen + 1, count) : ''}
      </p>
    </>
  )
}
