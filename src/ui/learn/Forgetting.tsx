import { probabilityScale } from '../kit/scales'
import { classes } from '../kit/classes'
import { useFormat, useMessages } from '../kit/messages/messages'
import { BLANK_ROWS, type GradientNetwork, GRADIENTS, parseScientific, WAITING } from '../explain/figures'
import table from '../kit/Table.module.css'
import styles from './Learn.module.css'

/** Share of the gradient that is left, network by network. */
export function GradientTable() {
  const { forgetting } = useMessages().learn.page
  const networks: readonly GradientNetwork[] = ['rnnOrthogonal', 'rnnGlorot', 'rnnHe', 'lstm', 'lstmSpan']
  return (
    <div className={table.scroll} role="group" aria-label={forgetting.gradients} tabIndex={0}>
      <table className={classes(table.table, styles.table)}>
        <caption>{forgetting.gradients}</caption>
        <thead>
          <tr>
            <th scope="col">{forgetting.network}</th>
            <th scope="col">{forgetting.low}</th>
            <th scope="col">{forgetting.median}</th>
            <th scope="col">{forgetting.high}</th>
          </tr>
        </thead>
        <tbody>
          {networks.map((network) => {
            const [low, median, high] = GRADIENTS[network]
            return (
              <tr key={network}>
                <th scope="row">{forgetting.networks[network]}</th>
                <td>{low && <Scientific text={low} />}</td>
                <td>
                  <Scientific text={median} />
                </td>
                <td>{high && <Scientific text={high} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** 1.5·10⁻⁹ */
function Scientific({ text }: { readonly text: string }) {
  const { under, over } = useMessages().learn.page.forgetting
  const { bound, mantissa, exponent } = parseScientific(text)
  const power = exponent !== null && (
    <>
      <span>10</span>
      <sup>{exponent}</sup>
    </>
  )
  // A bound is a bare power of ten.
  if (bound !== null) {
    const [before, after] = (bound === '<' ? under : over)('\n').split('\n')
    return (
      <>
        <span>{before}</span>
        {power}
        <span>{after}</span>
      </>
    )
  }
  return (
    <>
      <span>{power ? `${mantissa}·` : mantissa}</span>
      {power}
    </>
  )
}

/** How many digits are still known after blank rows; the colour says it too. */
export function WaitingTable() {
  const { forgetting } = useMessages().learn.page
  const format = useFormat()
  return (
    <div className={table.scroll} role="group" aria-label={forgetting.waiting} tabIndex={0}>
      <table className={classes(table.table, styles.table)} data-kind="shades">
        <caption>{forgetting.waiting}</caption>
        <thead>
          <tr>
            <th scope="col">{forgetting.model}</th>
            {BLANK_ROWS.map((rows) => (
              <th key={rows} scope="col">
                {rows}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WAITING.map(({ model, isShipped, accuracies }) => (
            <tr key={`${model} ${isShipped}`}>
              <th scope="row">{(isShipped ? forgetting.shipped : forgetting.short)(model)}</th>
              {accuracies.map((accuracy, index) => (
                <td
                  key={BLANK_ROWS[index]}
                  style={{ background: probabilityScale.css(accuracy), color: accuracy > 0.45 ? 'var(--field)' : '#fff' }}
                >
                  {format.percent(accuracy)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
