import { useEffect, useRef } from 'react'
import type { PictureSize } from '../../core/task'
import { inkScale } from './scales'
import styles from './Thumbnail.module.css'

/** A picture of [height,width] in 0…1, one canvas pixel per pixel. */
export function Thumbnail({ image, size: { width, height } }: { readonly image: Float32Array; readonly size: PictureSize }) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvasRef.current?.getContext('2d')
    if (!context) return
    const pixels = context.createImageData(width, height)
    image.forEach((ink, pixel) => {
      const at = 4 * inkScale.index(ink)
      pixels.data.set(inkScale.table.subarray(at, at + 4), 4 * pixel)
    })
    context.putImageData(pixels, 0, 0)
  }, [image, width, height])
  return <canvas ref={canvasRef} className={styles.thumbnail} width={width} height={height} aria-hidden />
}
