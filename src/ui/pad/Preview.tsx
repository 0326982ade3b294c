import { useContext, useEffect, useRef } from 'react'
import { useMessages } from '../kit/messages/messages'
import { inkScale } from '../kit/scales'
import { useAppStoreApi } from '../kit/store'
import { useTask } from '../kit/task'
import { Tooltip } from '../kit/Tooltip'
import { PartRead, type PartReadHandle } from '../maps/PartRead'
import { useModelView } from '../network/use-model-view'
import styles from './Preview.module.css'
import { WrittenPicture } from './WrittenInk'

/** In the page's HTML, until the canvas over it is painted. */
function Written() {
  const picture = useContext(WrittenPicture)
  return picture === null ? null : <img className={styles.written} src={picture} alt="" data-written />
}

/** The picture that the network reads, one canvas pixel per picture pixel, with what is under the scan line marked. */
export function Preview() {
  const messages = useMessages().pad
  const api = useAppStoreApi()
  const { model, layer } = useModelView()
  const { width, height } = useTask().input
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const partRef = useRef<PartReadHandle>(null)

  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(width, height)
    const drawPicture = (picture: Float32Array) => {
      // One of another model's size is drawn anew in a moment.
      if (picture.length !== width * height) return
      for (let pixel = 0; pixel < picture.length; pixel++) {
        const at = 4 * inkScale.index(picture[pixel]!)
        image.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
      }
      context.putImageData(image, 0, 0)
    }
    drawPicture(api.getState().drawing.picture)
    return api.subscribe((now, before) => {
      if (now.drawing.picture !== before.drawing.picture) drawPicture(now.drawing.picture)
    })
  }, [api, width, height])

  useEffect(() => {
    // A layer that keeps no time reads everything at once: there is nothing to mark.
    if (model === null || layer?.form !== 'sequence') return partRef.current?.clear()
    const mark = (step: number) => partRef.current?.markStep(model, layer, Math.min(step, layer.steps - 1))
    mark(api.getState().cursor.step)
    return api.subscribe((now, before) => {
      if (now.cursor.step !== before.cursor.step) mark(now.cursor.step)
    })
  }, [api, model, layer])

  const help = messages.networkSeesHelp(width, height)
  return (
    <figure className={styles.preview}>
      <figcaption className={styles.caption}>{messages.networkSees}</figcaption>
      <Tooltip text={help} side="right">
        <div className={styles.frame} tabIndex={0} role="img" aria-label={messages.networkSeesAlt(width, height, help)}>
          {import.meta.env.SSR && <Written />}
          <canvas ref={canvasRef} className={styles.canvas} width={width} height={height} aria-hidden />
          <PartRead ref={partRef} size={{ width, height }} />
        </div>
      </Tooltip>
    </figure>
  )
}
