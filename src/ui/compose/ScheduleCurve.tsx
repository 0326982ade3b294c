import { learningRates } from '../../nn/spec/schedules'
import type { RunSettings } from '../../nn/spec/training'
import { DataTable } from '../kit/DataTable'
import { useFormat, useMessages } from '../kit/messages/messages'
import styles from './ScheduleCurve.module.css'
import { useTrainCount } from './use-draft'

const WIDTH = 120
const HEIGHT = 40
const POINTS = 96
/** Steps of a run that stand for it in the table. */
const ROWS = 25

/** The learning rate from the first step of a run to its last. */
export function ScheduleCurve({ settings: { schedule, epochs, batchSize, validation } }: { readonly settings: RunSettings }) {
  const { compose, training, shell, watch } = useMessages()
  const { training: words } = compose
  const format = useFormat()
  const digits = useTrainCount()
  const steps = Math.max(1, epochs * Math.ceil(Math.max(1, digits - validation) / batchSize))
  const rateOf = learningRates(schedule, steps)
  const rates = spread(steps, POINTS).map(rateOf)
  const [first, highest, last] = [rates[0]!, Math.max(...rates), rates.at(-1)!]
  const line = rates.map(
    (rate, point) => `${(WIDTH * point) / (POINTS - 1)},${1 + (HEIGHT - 2) * (1 - rate / Math.max(highest, Number.MIN_VALUE))}`,
  )
  const spoken = words.curve(format.significant(first), format.significant(highest), format.significant(last))
  const content = () => ({
    caption: spoken,
    head: [watch.table.step, training.settings.learningRate],
    rows: spread(steps, Math.min(steps, ROWS)).map((step) => [format.integer(step + 1), format.significant(rateOf(step))]),
  })
  return (
    <figure className={styles.schedule}>
      <figcaption className={styles.label} aria-hidden>
        {words.curveLabel}
      </figcaption>
      <svg
        className={styles.curve}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        role="img"
        aria-label={spoken}
      >
        <title>{spoken}</title>
        <line className={styles.axis} x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        <polyline className={styles.line} points={line.join(' ')} />
      </svg>
      <p className={styles.ends} aria-hidden>
        <span>{format.significant(first)}</span>
        {highest > Math.max(first, last) && <span>{format.significant(highest)}</span>}
        <span>{format.significant(last)}</span>
      </p>
      <DataTable title={shell.dataTable.of(training.settings.learningRate)} content={content} testId="schedule-numbers" />
    </figure>
  )
}

/** So many steps of all, evenly spread from the first to the last. */
function spread(steps: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => Math.round(((steps - 1) * place) / Math.max(1, count - 1)))
}
