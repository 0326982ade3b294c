import { useEffect, useRef } from 'react'
import { IMAGE_SIDE } from '../../core/images'
import { inkScale } from '../kit/scales'
import styles from './Thumbnail.module.css'

/** A picture of [28,28] in 0…1, one canvas pixel per pixel. */
export function Thumbnail({ image }: { readonly image: Float32Array }) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    if (!context) return
    const pixels = context.createImageData(IMAGE_SIDE, IMAGE_SIDE)
    image.forEach((ink, pixel) => {
      const at = 4 * inkScale.index(ink)
      pixels.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
    })
    context.putImageData(pixels, 0, 0)
  }, [image])
  return <canvas ref={canvasRef} className={styles.thumbnail} width={IMAGE_SIDE} height={IMAGE_SIDE} aria-hidden />
}
