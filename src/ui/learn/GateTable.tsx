import { DIGITS } from '../../core/task'
import { classes } from '../kit/classes'
import { useFormat, useMessages } from '../kit/messages/messages'
import { FORGET_GATES, halfLife, KERAS_FORGET } from '../explain/figures'
import table from '../kit/Table.module.css'
import styles from './Learn.module.css'

/** Shares below this are not told apart. */
const LEAST = 1e-4

/** How long a cell lasts whose forget gate stays where it is. */
export function GateTable() {
  const { gates, forgetting } = useMessages().learn.page
  const format = useFormat()
  const left = (share: number): string => {
    if (share < LEAST) return forgetting.under(format.percent(LEAST, 2))
    return format.percent(share, share < 0.01 ? 2 : 1)
  }
  return (
    <div className={table.scroll} role="group" aria-label={gates.table} tabIndex={0}>
      <table className={classes(table.table, styles.table)}>
        <caption className="visually-hidden">{gates.table}</caption>
        <thead>
          <tr>
            <th scope="col">{gates.gate}</th>
            <th scope="col">{gates.half}</th>
            <th scope="col">{gates.left}</th>
          </tr>
        </thead>
        <tbody>
          {FORGET_GATES.map((forget) => (
            <tr key={forget}>
              <th scope="row">
                <span>{format.decimal(forget, forget > 0.99 ? 3 : 2)}</span>
                {forget === KERAS_FORGET && <span className={styles.aside}>{` ${gates.keras}`}</span>}
              </th>
              <td>{gates.steps(format.decimal(halfLife(forget), halfLife(forget) < 10 ? 1 : 0))}</td>
              <td>{left(forget ** DIGITS.input.height)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
