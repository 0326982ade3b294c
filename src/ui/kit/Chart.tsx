import type { Elements } from './elements'
import styles from './Chart.module.css'

/** A number on an axis. */
export interface Tick {
  /** 0 at the left or at the bottom … 1 */
  readonly at: number
  readonly label: string
}

export interface ChartProps {
  /** What a screen reader says of it; the numbers are in a table. */
  readonly image: string
  readonly x: { readonly label: string; readonly ticks: readonly Tick[] }
  /** Without a label where the chart's name says it all. */
  readonly y: { readonly label?: string; readonly ticks: readonly Tick[] }
  /** SVG in a square of 1×1 with 0 at the top left; lines need `vector-effect: non-scaling-stroke`. */
  readonly children: Elements
  /** Under the drawing, in place of its rules: what fills the field by itself. */
  readonly ground?: Elements
  /** Lies over the drawing and is no part of the image: what follows a pointer or has the focus. */
  readonly over?: Elements
}

/** A number as near to an end of the axis as this ends with it, and does not stand out of the chart. */
const END = 0.02

/** Axes around a drawing that fills its place. */
export function Chart({ image, x, y, children, ground, over }: ChartProps) {
  return (
    <div className={styles.chart}>
      <div className={styles.image} role="img" aria-label={image}>
        {y.label !== undefined && (
          <p className={styles.yLabel} aria-hidden>
            {y.label}
          </p>
        )}
        <div className={styles.yAxis} aria-hidden>
          {y.ticks.map(({ at, label }) => (
            <span key={label} style={{ top: `${100 * (1 - at)}%` }}>
              {label}
            </span>
          ))}
        </div>
        <div className={styles.field} aria-hidden>
          {ground}
          <svg viewBox="0 0 1 1" preserveAspectRatio="none">
            {ground === undefined &&
              y.ticks.map(({ at }) => <line key={at} className={styles.rule} x1={0} x2={1} y1={1 - at} y2={1 - at} />)}
            {children}
          </svg>
        </div>
        <div className={styles.xAxis} aria-hidden>
          {x.ticks.map(({ at, label }) => (
            <span key={label} data-end={at < END ? 'left' : at > 1 - END ? 'right' : undefined} style={{ left: `${100 * at}%` }}>
              {label}
            </span>
          ))}
        </div>
        <p className={styles.xLabel} aria-hidden>
          {x.label}
        </p>
      </div>
      {over !== undefined && <div className={styles.over}>{over}</div>}
    </div>
  )
}
