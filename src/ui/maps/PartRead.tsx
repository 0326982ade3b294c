import { type Ref, useImperativeHandle, useRef } from 'react'
import type { PictureSize } from '../../core/task'
import { type ModelView, pixelsOf, seenPlaces, type SequenceLayer } from '../network/layers'
import styles from './PartRead.module.css'
import { outlinePath, regionPath } from './region'

export interface PartReadHandle {
  /** Shows a step of the layer: frames what it sees, fades what is not read yet. */
  showStep(model: ModelView, layer: SequenceLayer, step: number): void
  /** Tints what a step of the layer sees, and fades nothing: for a drawing that is to be looked at whole. */
  markStep(model: ModelView, layer: SequenceLayer, step: number): void
  /** Frames some pixels and fades nothing. */
  showPixels(pixels: ArrayLike<number>): void
  clear(): void
}

interface PartReadProps {
  readonly ref: Ref<PartReadHandle>
  /** Of the drawing that it lies over, in the drawing's own pixels. */
  readonly size: PictureSize
  readonly framed?: boolean
}

/** Lies over a drawing, however large that is shown. */
export function PartRead({ ref, size: { width, height }, framed = true }: PartReadProps) {
  const unread = useRef<SVGPathElement>(null)
  const frame = useRef<SVGPathElement>(null)
  const halo = useRef<SVGPathElement>(null)
  const tint = useRef<SVGPathElement>(null)

  useImperativeHandle(ref, () => {
    const size = { width, height }
    const draw = (fadedPixels: ArrayLike<number>, framedPixels: ArrayLike<number>): void => {
      setPath(unread.current, regionPath(fadedPixels, size))
      const outline = framed ? outlinePath(framedPixels, size) : ''
      setPath(frame.current, outline)
      setPath(halo.current, outline)
    }
    return {
      showStep(model, layer, step) {
        const { order, steps, features } = model
        const [first, last] = seenPlaces(layer.sight, step, steps)
        // A layer that reads both ways has seen the whole picture at every step, by one half of its units or the other.
        const faded = {
          forward: order.subarray((last + 1) * features),
          backward: order.subarray(0, first * features),
          both: order.subarray(0, 0),
        }[layer.direction]
        draw(faded, pixelsOf(model, first, last))
      },
      markStep(model, layer, step) {
        const [first, last] = seenPlaces(layer.sight, step, model.steps)
        setPath(tint.current, regionPath(pixelsOf(model, first, last), size))
      },
      showPixels: (pixels) => draw([], pixels),
      clear() {
        draw([], [])
        setPath(tint.current, '')
      },
    }
  }, [framed, width, height])

  return (
    <svg className={styles.part} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      <path ref={unread} className={styles.unread} />
      <path ref={tint} className={styles.tint} />
      <path ref={halo} className={styles.halo} />
      <path ref={frame} className={styles.frame} />
    </svg>
  )
}

function setPath(path: SVGPathElement | null, data: string): void {
  if (path !== null && path.getAttribute('d') !== data) path.setAttribute('d', data)
}
