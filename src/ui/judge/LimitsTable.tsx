import { useId } from 'react'
import { useFormat, useMessages } from '../kit/messages/messages'
import { describeSet } from '../kit/set-names'
import { useTask } from '../kit/task'
import table from '../kit/Table.module.css'
import { placesOf, pointsOf, shareAt } from './curve-points'
import styles from './Limits.module.css'
import type { CurvesProps } from './LimitsChart'
import beside from './Table.module.css'
import { useStrength } from './use-strength'

/** The chart in numbers. */
export function LimitsTable({ question, curves }: CurvesProps) {
  const { judge, sets } = useMessages()
  const { limits: words, figures } = judge
  const format = useFormat()
  const { height } = useTask().input
  const strength = useStrength(question)
  const caption = useId()
  const [first] = curves
  const columns = curves.map((curve) => ({ ...curve, points: pointsOf(curve) }))
  return (
    <div className={table.scroll} role="group" aria-labelledby={caption} tabIndex={0}>
      <table className={table.table} data-testid="judge-limits-table">
        <caption id={caption}>{first && words.caption(format.integer(first.count), describeSet(first.set, sets))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.axes[question]}</th>
            {columns.map(({ id, name }, place) => (
              <th key={id} scope="col">
                <i className={styles.swatch} data-curve={place} aria-hidden />
                <span>{id === 'own' ? words.own(name) : name}</span>
                <span className={beside.interval} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placesOf(question, height).map((place) => (
            <tr key={place}>
              <th scope="row">{strength(place)}</th>
              {columns.map(({ id, points }) => {
                const share = shareAt(points, place)
                const isKnown = share !== null && (question === 'steps' || points.some(({ x }) => x === place))
                const interval = isKnown ? share.interval : null
                return (
                  <td key={id} data-hits={isKnown ? share.hits : undefined}>
                    <span>{isKnown && share.value !== null ? format.percent(share.value) : words.unknown}</span>
                    <span className={beside.interval}>
                      {interval === null ? '' : figures.range(format.percent(interval[0]), format.percent(interval[1]))}
                    </span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
