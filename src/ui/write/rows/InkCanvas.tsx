import { useEffect, useRef } from 'react'
import { type ColorScale, inkScale, probabilityScale } from '../../kit/scales'
import { MapCanvas } from '../../maps/map-canvas'

const SCALES: Readonly<Record<'ink' | 'chance', ColorScale>> = { ink: inkScale, chance: probabilityScale }

export interface InkCanvasProps {
  /** [rows,columns] in 0…1 */
  readonly values: Float32Array
  readonly rows: number
  readonly scale: 'ink' | 'chance'
  /** What a screen reader says of it; null where something around it says it. */
  readonly label: string | null
}

/** A picture, or what the network said of its pixels, one canvas pixel per value. */
export function InkCanvas({ values, rows, scale, label }: InkCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current !== null) new MapCanvas(canvas.current, { scale: SCALES[scale] }).paint(values)
  }, [values, scale, rows])
  const named = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return <canvas ref={canvas} width={values.length / rows} height={rows} {...named} />
}
