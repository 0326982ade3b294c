import { useEffect, useRef } from 'react'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../core/images'
import { useMessages } from '../kit/messages/messages'
import { inkScale } from '../kit/scales'
import { useAppStoreApi } from '../kit/store'
import { Tooltip } from '../kit/Tooltip'
import { PartRead, type PartReadHandle } from '../reading/PartRead'
import { useModelView } from '../reading/use-model-view'
import styles from './Preview.module.css'

/** The 28×28 picture the network reads, one canvas pixel per picture pixel, with what is under the scan line marked. */
export function Preview() {
  const messages = useMessages().pad
  const api = useAppStoreApi()
  const { model, layer } = useModelView()
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const partRef = useRef<PartReadHandle>(null)

  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(IMAGE_SIDE, IMAGE_SIDE)
    const drawPicture = (picture: Float32Array) => {
      for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
        const at = 4 * inkScale.index(picture[pixel]!)
        image.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
      }
      context.putImageData(image, 0, 0)
    }
    drawPicture(api.getState().drawing.picture)
    return api.subscribe((now, before) => {
      if (now.drawing.picture !== before.drawing.picture) drawPicture(now.drawing.picture)
    })
  }, [api])

  useEffect(() => {
    // A layer that keeps no time reads everything at once: there is nothing to mark.
    if (model === null || layer?.form !== 'sequence') return partRef.current?.clear()
    const mark = (step: number) => partRef.current?.markStep(model, layer, Math.min(step, layer.steps - 1))
    mark(api.getState().cursor.step)
    return api.subscribe((now, before) => {
      if (now.cursor.step !== before.cursor.step) mark(now.cursor.step)
    })
  }, [api, model, layer])

  return (
    <figure className={styles.preview}>
      <figcaption className={styles.caption}>{messages.networkSees}</figcaption>
      <Tooltip text={messages.networkSeesHelp} side="right">
        <div className={styles.frame} tabIndex={0} role="img" aria-label={`${messages.networkSeesAlt}. ${messages.networkSeesHelp}`}>
          <canvas ref={canvasRef} className={styles.canvas} width={IMAGE_SIDE} height={IMAGE_SIDE} aria-hidden />
          <PartRead ref={partRef} />
        </div>
      </Tooltip>
    </figure>
  )
}
