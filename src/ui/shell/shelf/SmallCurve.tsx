import { linePath } from '../../kit/chart-path'
import styles from './Shelf.module.css'

/** The loss of a run from its first step to its last, in the size of a word; nothing for a model that comes from elsewhere. Its figures stand beside it. */
export function SmallCurve({ values }: { readonly values: Float32Array }) {
  if (values.length < 2) return null
  const highest = Math.max(...values)
  const lowest = Math.min(...values, 0)
  const span = Math.max(highest - lowest, Number.MIN_VALUE)
  const points = Array.from(values, (value, place) => [place / (values.length - 1), (value - lowest) / span] as const)
  return (
    <svg className={styles.curve} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
      <path d={linePath(points)} />
    </svg>
  )
}
