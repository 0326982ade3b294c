import { axisTicks, rowOfStep } from '../layout'
import styles from './aligned.module.css'
import type { AlignedRows } from './metrics'

/** The numbers of the steps, left of a panel that begins a line. */
export function StepTicks({ rows }: { readonly rows: AlignedRows }) {
  return axisTicks(rows.steps).map((step) => (
    <span
      key={step}
      className={styles.tick}
      style={{ top: `${(rows.top + (rowOfStep(rows, step) + 0.5) * rows.row) / rows.ratio}px` }}
      aria-hidden
    >
      {step + 1}
    </span>
  ))
}
