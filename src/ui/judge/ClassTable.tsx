import { useId } from 'react'
import { type Confusion, countAt, countOfLabel, figuresOfClass, type Share } from '../../statistics/confusion'
import { useFormat, useMessages } from '../kit/messages/messages'
import { classLabel, useTask } from '../kit/task'
import section from '../kit/Section.module.css'
import table from '../kit/Table.module.css'
import styles from './Table.module.css'

/** Precision and recall of every class, with their intervals. */
export function ClassTable({ confusion }: { readonly confusion: Confusion }) {
  const { classes: words, figures } = useMessages().judge
  const format = useFormat()
  const task = useTask()
  const title = useId()
  const help = useId()
  const share = ({ value }: Share): string => (value === null ? words.unknown : format.percent(value, 2))
  const interval = ({ interval: known }: Share): string =>
    known === null ? '' : figures.range(format.percent(known[0]), format.percent(known[1]))
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p id={help} className={section.lead}>
        {words.precisionHelp}
      </p>
      <div className={table.scroll} role="group" aria-labelledby={title} tabIndex={0}>
        <table className={table.table} aria-describedby={help} data-testid="judge-classes">
          <thead>
            <tr>
              <th scope="col">{words.class}</th>
              <th scope="col">{words.count}</th>
              <th scope="col">{words.right}</th>
              <th scope="col">
                <span>{words.precision}</span>
                <span className={styles.interval} />
              </th>
              <th scope="col">
                <span>{words.recall}</span>
                <span className={styles.interval} />
              </th>
              <th scope="col">{words.f1}</th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: confusion.classes }, (_, place) => {
              const { precision, recall, f1 } = figuresOfClass(confusion, place)
              return (
                <tr key={place}>
                  <th scope="row">{classLabel(task, place)}</th>
                  <td>{format.integer(countOfLabel(confusion, place))}</td>
                  <td>{format.integer(countAt(confusion, place, place))}</td>
                  <td>
                    <span>{share(precision)}</span>
                    <span className={styles.interval}>{interval(precision)}</span>
                  </td>
                  <td>
                    <span>{share(recall)}</span>
                    <span className={styles.interval}>{interval(recall)}</span>
                  </td>
                  <td>{f1 === null ? words.unknown : format.percent(f1, 2)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
