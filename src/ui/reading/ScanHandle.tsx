import { useAppStore } from '../kit/store'
import styles from './Maps.module.css'

/** The grip of the scan line on the row axis: carries the row's number. The slider above is its equal for keyboard and screen reader. */
export function ScanHandle() {
  const step = useAppStore((state) => state.cursor.step)
  return (
    <span className={styles.handle} data-scan-handle aria-hidden>
      {step + 1}
    </span>
  )
}
