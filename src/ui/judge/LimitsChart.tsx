import type { ExaminedCurve, QuestionKind } from '../../state/judge-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useTask } from '../kit/task'
import { ChartFigure } from './ChartFigure'
import { dotsPath, linePath } from '../kit/chart-path'
import { endOf, placesOf, pointsOf } from './curve-points'
import styles from './Limits.module.css'
import { useStrength } from './use-strength'

export interface CurvesProps {
  readonly question: QuestionKind
  readonly curves: readonly ExaminedCurve[]
}

/** The accuracies of several models, line beside line. */
export function LimitsChart({ question, curves }: CurvesProps) {
  const { limits: words } = useMessages().judge
  const format = useFormat()
  const { height } = useTask().input
  const strength = useStrength(question)
  const end = endOf(question, height)
  const places =
    question === 'steps' ? [0, ...placesOf(question, height)].filter((_, place) => place % 2 === 0) : placesOf(question, height)
  return (
    <ChartFigure
      name={words.questions[question]}
      legendClass={styles.key}
      legend={curves.map(({ id, name }, place) => (
        <li key={id} data-curve={place}>
          {id === 'own' ? words.own(name) : name}
        </li>
      ))}
      image={words.image(words.questions[question])}
      x={{ label: words.axes[question], ticks: places.map((place) => ({ at: place / end, label: strength(place) })) }}
      y={{ label: words.accuracy, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, label: format.percent(at, 0) })) }}
    >
      {curves.map((curve, place) => {
        const points = pointsOf(curve).map(({ x, share }) => [x / end, share.value ?? 0] as const)
        return (
          <g key={curve.id} className={styles.curve} data-curve={place}>
            <path d={linePath(points)} />
            {points.length <= height && <path className={styles.dots} d={dotsPath(points)} />}
          </g>
        )
      })}
    </ChartFigure>
  )
}
