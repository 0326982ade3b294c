import { useId } from 'react'
import { useFormat, useMessages } from '../kit/messages/messages'
import { describeSet } from '../kit/set-names'
import { useAppStore } from '../kit/store'
import styles from './EpochTable.module.css'

/** What every finished epoch came to, on the training and on the test digits. */
export function EpochTable() {
  const {
    sets,
    training: { table },
  } = useMessages()
  const format = useFormat()
  const epochs = useAppStore((state) => state.training.epochs)
  const title = useId()
  const caption = useId()
  // A run has one set from its first epoch to its last.
  const last = epochs.at(-1)
  const best = Math.max(...epochs.map((epoch) => epoch.testAccuracy))

  return (
    <section className={styles.epochs}>
      <h3 id={title} className={styles.title}>
        {table.title}
      </h3>
      {last && (
        <p id={caption} className={styles.note}>
          {table.caption(format.integer(last.evaluatedCount), describeSet(last.evaluatedOn, sets))}
        </p>
      )}
      {epochs.length === 0 ? (
        <p className={styles.note}>{table.empty}</p>
      ) : (
        // Wider than a small phone: without a place among the tab stops a keyboard could not scroll it.
        <div className={styles.scroll} role="region" aria-labelledby={title} tabIndex={0}>
          <table className={styles.table} aria-describedby={caption}>
            <thead>
              <tr>
                <th scope="col">{table.epoch}</th>
                <th scope="col">{table.testAccuracy}</th>
                <th scope="col">{table.testLoss}</th>
                <th scope="col">{table.trainAccuracy}</th>
                <th scope="col">{table.trainLoss}</th>
              </tr>
            </thead>
            <tbody>
              {epochs.map(({ epoch, testAccuracy, testLoss, trainAccuracy, trainLoss }) => (
                <tr key={epoch}>
                  <th scope="row">{epoch + 1}</th>
                  <td className={testAccuracy === best ? styles.best : undefined} data-test-accuracy={testAccuracy}>
                    {format.percent(testAccuracy, 2)}
                  </td>
                  <td>{format.decimal(testLoss, 4)}</td>
                  <td>{Number.isNaN(trainAccuracy) ? table.unknown : format.percent(trainAccuracy, 2)}</td>
                  <td>{Number.isNaN(trainLoss) ? table.unknown : format.decimal(trainLoss, 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
