import { type CSSProperties, type PointerEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import type { Elements } from '../../kit/elements'
import { MapCanvas, type MapCanvasOptions } from '../map-canvas'
import styles from './aligned.module.css'
import { type AlignedRows, type Place, placeAt, plotHeight } from './metrics'
import { StepTicks } from './StepTicks'

/** What a figure paints at the pen's rate. */
export interface RowPanelHandle {
  /** @param values as `MapCanvas.paint` takes them */
  paint(values: Float32Array | null): void
}

export interface RowPanelProps {
  readonly ref?: Ref<RowPanelHandle>
  readonly rows: AlignedRows
  readonly kind: 'belief' | 'units'
  readonly title: ReactNode
  /** What the map shows, for those who do not see it. */
  readonly label: string
  readonly columns: number
  /** Width of a column, device pixels. */
  readonly cell: number
  readonly painting: MapCanvasOptions
  /** Under the map. */
  readonly foot?: ReactNode
  readonly onPoint?: (place: Place | null) => void
  readonly onPick?: (place: Place) => void
  /** Lies over the map. */
  readonly children?: Elements
}

/** A map whose rows are steps, beside the rows of a digit. The figure around it sets `--step`, `--unit` and `--hover`. */
export function RowPanel({ ref, rows, kind, title, label, columns, cell, painting, foot, onPoint, onPick, children }: RowPanelProps) {
  const map = useRef<MapCanvas>(null)
  useImperativeHandle(ref, () => ({ paint: (values) => map.current?.paint(values) }), [])
  const css = (devicePixels: number): string => `${devicePixels / rows.ratio}px`
  const placeOf = (event: PointerEvent<HTMLElement>): Place | null => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [(event.clientX - box.left) * rows.ratio, (event.clientY - box.top) * rows.ratio]
    return placeAt({ ...rows, top: 0 }, columns, cell, x, y)
  }
  const pick = (event: PointerEvent<HTMLElement>): void => {
    const place = placeOf(event)
    if (place !== null && event.button === 0) onPick?.(place)
  }

  return (
    <div className={styles.panel} data-kind={kind} style={{ width: css(columns * cell) }}>
      <div className={styles.title}>{title}</div>
      <div className={styles.plot} style={variables({ height: css(plotHeight(rows)), '--row': css(rows.row), '--cell': css(cell) })}>
        <StepTicks rows={rows} />
        <div
          className={styles.map}
          style={{ top: css(rows.top), height: css(rows.rows * rows.row) }}
          onPointerMove={(event) => onPoint?.(event.pointerType === 'touch' ? null : placeOf(event))}
          onPointerLeave={() => onPoint?.(null)}
          onPointerUp={pick}
        >
          <canvas
            role="img"
            aria-label={label}
            width={columns}
            height={rows.rows}
            ref={(canvas) => {
              map.current = canvas && new MapCanvas(canvas, painting)
            }}
          />
          {children}
          {kind === 'units' && <div className={styles.unit} />}
          <div className={styles.scan} />
        </div>
      </div>
      <div className={styles.foot} aria-hidden>
        {foot}
      </div>
    </div>
  )
}

/** Custom properties among the styles, which React's type does not know. */
export function variables(style: CSSProperties & Readonly<Record<`--${string}`, string>>): CSSProperties {
  return style
}
