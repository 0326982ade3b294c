import type { Store } from '../../../state/app-state'
import { Chart } from '../../kit/Chart'
import { dotsPath, linePath } from '../../kit/chart-path'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import section from '../../kit/Section.module.css'
import { useAppStore } from '../../kit/store'
import { ticksTo } from '../../kit/ticks'
import { scaleOfCurve } from './curve-scale'
import styles from './LossCurve.module.css'

const MOST_TICKS = 5

/** Nats per point of the training: of every step, smoothed, and after every epoch of drawings that it never saw. */
export function LossCurve() {
  const { writerTraining: words } = useMessages()
  const format = useFormat()
  const run = useAppStore(({ writing }) => writing.run)
  const { curve, moments, totalSteps, stepsPerEpoch } = run
  const end = Math.max(1, totalSteps)
  const { ticks, place } = scaleOfCurve(run)
  const content = ({ writing }: Store): DataTableContent => ({
    caption: words.table.caption,
    head: words.table.head,
    rows: writing.run.moments.map(({ epoch, trainLoss, loss }) => [
      format.integer(epoch),
      trainLoss === null ? words.table.none : format.decimal(trainLoss, 3),
      format.decimal(loss, 3),
    ]),
  })
  return (
    <div className={styles.curve}>
      <figure className={styles.figure}>
        <figcaption className={styles.caption}>
          <h4 className={styles.name}>{words.curve}</h4>
          <ul className={styles.key}>
            <li data-line="learning">{words.learning}</li>
            <li data-line="unseen">{words.unseen}</li>
          </ul>
        </figcaption>
        <Chart
          image={words.curveImage(format.integer(run.step))}
          x={{
            label: words.step,
            ticks: ticksTo(end, MOST_TICKS)
              .filter(Number.isInteger)
              .map((at) => ({ at: at / end, label: format.integer(at) })),
          }}
          y={{ ticks: ticks.map((value) => ({ at: place(value), label: format.typed(value) })) }}
        >
          <path className={styles.learning} d={linePath(curve.map(({ step, loss }) => [step / end, place(loss)]))} />
          <path className={styles.unseen} d={dotsPath(moments.map(({ epoch, loss }) => [(epoch * stepsPerEpoch) / end, place(loss)]))} />
        </Chart>
      </figure>
      <p className={section.help}>{words.curveHelp}</p>
      <DataTable title={words.table.caption} content={content} isNew={isNew} testId="writer-epochs" />
    </div>
  )
}

function isNew({ writing }: Store, before: Store): boolean {
  return writing.run.moments !== before.writing.run.moments
}
