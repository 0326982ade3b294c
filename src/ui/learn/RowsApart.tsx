import { useCallback, useEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { DataTable } from '../kit/DataTable'
import { useFormat, useMessages } from '../kit/messages/messages'
import { inkScale } from '../kit/scales'
import { useAppStoreApi } from '../kit/store'
import { useTask } from '../kit/task'
import { pictureRows } from './picture-rows'
import styles from './RowsApart.module.css'

/** Of one pixel and of the gap under each row, CSS pixels. */
const CELL = { width: 8, height: 6, gap: 3 }

const isNewPicture = (state: Store, before: Store): boolean => state.drawing.picture !== before.drawing.picture

/** The drawing as a sequence: its rows pulled apart. Follows the pen. */
export function RowsApart() {
  const messages = useMessages()
  const { sequence } = messages.learn.page
  const format = useFormat()
  const store = useAppStoreApi()
  const { width, height } = useTask().input
  const canvas = useRef<HTMLCanvasElement>(null)

  const paint = useCallback((): void => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const { picture } = store.getState().drawing
    const ratio = Math.max(1, Math.round(devicePixelRatio))
    context.canvas.width = width * CELL.width * ratio
    context.canvas.height = height * (CELL.height + CELL.gap) * ratio
    context.scale(ratio, ratio)
    for (let pixel = 0; pixel < picture.length; pixel++) {
      const row = Math.floor(pixel / width)
      context.fillStyle = inkScale.css(picture[pixel]!)
      context.fillRect((pixel % width) * CELL.width, row * (CELL.height + CELL.gap), CELL.width, CELL.height)
    }
  }, [store, width, height])

  useEffect(() => {
    let frame = requestAnimationFrame(paint)
    const unsubscribe = store.subscribe((state, before) => {
      if (state.drawing.picture === before.drawing.picture) return
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(paint)
    })
    return () => {
      cancelAnimationFrame(frame)
      unsubscribe()
    }
  }, [store, paint])

  return (
    <figure className={styles.figure}>
      <div className={styles.rows}>
        <span className={styles.first} aria-hidden>
          x₁
        </span>
        <canvas
          ref={canvas}
          className={styles.canvas}
          role="img"
          aria-label={sequence.figureAlt}
          style={{ width: width * CELL.width, height: height * (CELL.height + CELL.gap) }}
        />
        <span className={styles.last} aria-hidden>
          {`x${subscript(height)}`}
        </span>
      </div>
      <figcaption className={styles.caption}>{sequence.figure}</figcaption>
      <DataTable
        title={messages.shell.dataTable.of(sequence.figureAlt)}
        content={({ drawing }) => ({ caption: sequence.figure, ...pictureRows(drawing.picture, width, messages, format) })}
        isNew={isNewPicture}
        testId="picture-rows"
      />
    </figure>
  )
}

function subscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? '')
}
