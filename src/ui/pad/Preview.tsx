import { useEffect, useRef } from 'react'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../core/images'
import { useMessages } from '../kit/messages/messages'
import { inkScale } from '../kit/scales'
import { useAppStoreApi } from '../kit/store'
import { Tooltip } from '../kit/Tooltip'
import styles from './Preview.module.css'

/** The 28×28 picture the network reads, one canvas pixel per picture pixel, with the row under the scan line marked. */
export function Preview() {
  const messages = useMessages().pad
  const api = useAppStoreApi()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const rowRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    const row = rowRef.current
    if (!context || !row) return
    const image = context.createImageData(IMAGE_SIDE, IMAGE_SIDE)
    const drawPicture = (picture: Float32Array) => {
      for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
        const at = 4 * inkScale.index(picture[pixel]!)
        image.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
      }
      context.putImageData(image, 0, 0)
    }
    const placeRow = (step: number) => {
      row.style.translate = `0 ${100 * step}%`
    }
    const { drawing, cursor } = api.getState()
    drawPicture(drawing.picture)
    placeRow(cursor.step)
    return api.subscribe((now, before) => {
      if (now.drawing.picture !== before.drawing.picture) drawPicture(now.drawing.picture)
      if (now.cursor.step !== before.cursor.step) placeRow(now.cursor.step)
    })
  }, [api])

  return (
    <figure className={styles.preview}>
      <figcaption className={styles.caption}>{messages.networkSees}</figcaption>
      <Tooltip text={messages.networkSeesHelp} side="right">
        <div className={styles.frame} tabIndex={0} role="img" aria-label={`${messages.networkSeesAlt}. ${messages.networkSeesHelp}`}>
          <canvas ref={canvasRef} className={styles.canvas} width={IMAGE_SIDE} height={IMAGE_SIDE} aria-hidden />
          <div ref={rowRef} className={styles.row} />
        </div>
      </Tooltip>
    </figure>
  )
}
