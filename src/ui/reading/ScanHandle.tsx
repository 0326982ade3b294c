import { useAppStore } from '../kit/store'
import styles from './Maps.module.css'

/** As wide as a figure: the number is as wide at every step, or it would count as moving. */
const FIGURE_SPACE = '\u2007'

/** The grip of the scan line on the axis of time: carries the step's number. The slider above is its equal for keyboard and screen reader. */
export function ScanHandle({ steps }: { readonly steps: number }) {
  const step = useAppStore((state) => Math.min(state.cursor.step, steps - 1))
  return (
    <span className={styles.handle} data-scan-handle aria-hidden>
      {String(step + 1).padStart(String(steps).length, FIGURE_SPACE)}
    </span>
  )
}
