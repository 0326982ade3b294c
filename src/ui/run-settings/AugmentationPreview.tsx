import { useEffect, useRef, useState } from 'react'
import type { PictureSize } from '../../core/task'
import type { Augmentation } from '../../nn/spec/augmentation'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { inkScale } from '../kit/scales'
import { useActions, useAppStore } from '../kit/store'
import styles from './AugmentationPreview.module.css'

const COUNT = 8

/** Eight digits of the data in use as a step of a run of this seed would meet them. */
export function AugmentationPreview({ augment, seed }: { readonly augment: Augmentation; readonly seed: number }) {
  const { augment: words } = useMessages().training
  const data = useAppStore((state) => state.data.info)
  const { previewAugmentation } = useActions()
  const [step, setStep] = useState(1)
  const [pictures, setPictures] = useState<readonly Float32Array[]>([])

  useEffect(() => {
    if (data === null) return
    let isCurrent = true
    void previewAugmentation({ augment, seed, step, count: COUNT }).then((next) => {
      if (isCurrent) setPictures(next)
    })
    return () => {
      isCurrent = false
    }
  }, [previewAugmentation, data, augment, seed, step])

  if (data === null) return <p className={styles.note}>{words.noData}</p>
  return (
    <figure className={styles.preview}>
      <figcaption className={styles.note}>{words.preview}</figcaption>
      <div className={styles.pictures} role="img" aria-label={words.preview}>
        {Array.from({ length: COUNT }, (_, place) => (
          <Picture key={place} picture={pictures[place] ?? null} size={data.task.input} />
        ))}
      </div>
      <Button small onClick={() => setStep(step + 1)}>
        {words.again}
      </Button>
    </figure>
  )
}

interface PictureProps {
  /** [height,width] in 0…1; null for none yet. */
  readonly picture: Float32Array | null
  readonly size: PictureSize
}

function Picture({ picture, size: { width, height } }: PictureProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    // Pictures of the set before may stand there for a moment.
    if (!context || picture?.length !== width * height) return
    const image = context.createImageData(width, height)
    picture.forEach((ink, pixel) => {
      const at = 4 * inkScale.index(ink)
      image.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
    })
    context.putImageData(image, 0, 0)
  }, [picture, width, height])

  return <canvas ref={canvasRef} className={styles.picture} width={width} height={height} aria-hidden />
}
