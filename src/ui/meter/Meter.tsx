import { RotateCcw, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../kit/IconButton'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useAppStoreApi } from '../kit/store'
import styles from './Meter.module.css'
import { PenLatency } from './pen-latency'
import { watchPen } from './watch-pen'

/** Figures change this often, ms: slower than anyone draws, so that looking at them costs nothing. */
const INTERVAL = 500
const PAD = 'aside [role=application]'

/** How fast the page follows the pen, measured in the page itself from now on. */
export function Meter({ onClose }: { readonly onClose: () => void }) {
  const { meter } = useMessages().shell
  const format = useFormat()
  const store = useAppStoreApi()
  const [latency] = useState(() => new PenLatency())
  const [figures, setFigures] = useState(() => latency.figures())

  useEffect(() => {
    const stop = watchPen(store, latency, PAD)
    const timer = setInterval(() => setFigures(latency.figures()), INTERVAL)
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [store, latency])

  const { count, median, worst, readsPerSecond, longTasks, longestTask } = figures
  const milliseconds = (value: number | null): string => (value === null ? '–' : meter.milliseconds(format.integer(value)))
  const tasks = longTasks === null ? meter.unknown : meter.tasks(longTasks, format.integer(longestTask))
  return (
    <section
      className={styles.meter}
      aria-label={meter.label}
      data-count={count}
      data-median={median}
      data-worst={worst}
      data-reads={readsPerSecond}
      data-long-tasks={longTasks}
      data-longest-task={longestTask}
    >
      <dl className={styles.figures}>
        <dt>{meter.penToMaps}</dt>
        <dd>{meter.medianAndWorst(milliseconds(median), milliseconds(worst))}</dd>
        <dt>{meter.reads}</dt>
        <dd>{readsPerSecond === null ? '–' : meter.perSecond(format.decimal(readsPerSecond, 1))}</dd>
        <dt>{meter.longTasks}</dt>
        <dd>{tasks}</dd>
      </dl>
      <div className={styles.buttons}>
        <IconButton
          small
          label={meter.reset}
          onClick={() => {
            latency.reset()
            setFigures(latency.figures())
          }}
        >
          <RotateCcw aria-hidden />
        </IconButton>
        <IconButton small label={meter.close} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      {count === 0 && <p className={styles.hint}>{meter.hint}</p>}
    </section>
  )
}
