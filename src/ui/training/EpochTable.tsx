import { useId } from 'react'
import { useFormat, useMessages } from '../kit/messages/messages'
import { describeSet } from '../kit/set-names'
import section from '../kit/Section.module.css'
import { useAppStore } from '../kit/store'
import table from '../kit/Table.module.css'
import styles from './EpochTable.module.css'

/** What every finished epoch came to, on the training and on the test digits. */
export function EpochTable() {
  const {
    sets,
    training: { table: words },
  } = useMessages()
  const format = useFormat()
  const epochs = useAppStore((state) => state.training.epochs)
  const title = useId()
  const caption = useId()
  // A run has one set from its first epoch to its last.
  const last = epochs.at(-1)
  const best = Math.max(...epochs.map((epoch) => epoch.testAccuracy))

  return (
    <section className={section.section}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      {last && (
        <p id={caption} className={section.lead}>
          {words.caption(format.integer(last.evaluatedCount), describeSet(last.evaluatedOn, sets))}
        </p>
      )}
      {epochs.length === 0 ? (
        <p className={section.lead}>{words.empty}</p>
      ) : (
        // Wider than a small phone: without a place among the tab stops a keyboard could not scroll it.
        <div className={table.scroll} role="region" aria-labelledby={title} tabIndex={0}>
          <table className={table.table} aria-describedby={caption}>
            <thead>
              <tr>
                <th scope="col">{words.epoch}</th>
                <th scope="col">{words.testAccuracy}</th>
                <th scope="col">{words.testLoss}</th>
                <th scope="col">{words.trainAccuracy}</th>
                <th scope="col">{words.trainLoss}</th>
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
                  <td>{Number.isNaN(trainAccuracy) ? words.unknown : format.percent(trainAccuracy, 2)}</td>
                  <td>{Number.isNaN(trainLoss) ? words.unknown : format.decimal(trainLoss, 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
