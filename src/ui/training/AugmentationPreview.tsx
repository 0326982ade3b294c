import { useEffect, useRef, useState } from 'react'
import { IMAGE_SIDE } from '../../core/images'
import type { Augmentation } from '../../nn/spec/augmentation'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { inkScale } from '../kit/scales'
import { useActions, useAppStore } from '../kit/store'
import styles from './AugmentationPreview.module.css'

const COUNT = 8

/** Eight digits of the data in use as a step of the next run would meet them. */
export function AugmentationPreview({ augment }: { readonly augment: Augmentation }) {
  const { augment: words } = useMessages().training
  const data = useAppStore((state) => state.data.info)
  const seed = useAppStore((state) => state.training.settings.seed)
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
          <Picture key={place} picture={pictures[place] ?? null} />
        ))}
      </div>
      <Button small onClick={() => setStep(step + 1)}>
        {words.again}
      </Button>
    </figure>
  )
}

/** @param picture [28,28] in 0…1; null for none yet */
function Picture({ picture }: { readonly picture: Float32Array | null }) {
  const canvasRef = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    if (!context || picture === null) return
    const image = context.createImageData(IMAGE_SIDE, IMAGE_SIDE)
    picture.forEach((ink, pixel) => {
      const at = 4 * inkScale.index(ink)
      image.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
    })
    context.putImageData(image, 0, 0)
  }, [picture])

  return <canvas ref={canvasRef} className={styles.picture} width={IMAGE_SIDE} height={IMAGE_SIDE} aria-hidden />
}
