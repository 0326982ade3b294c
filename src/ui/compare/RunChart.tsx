import type { RunsView } from '../../state/runs/runs-state'
import type { Band } from '../../statistics/band'
import { Chart } from '../kit/Chart'
import { areaPath, dotsPath, linePath, spansPath } from '../kit/chart-path'
import { useFormat, useMessages } from '../kit/messages/messages'
import styles from './RunCurves.module.css'
import { RunCursor, type RunCursorProps } from './RunCursor'
import lineStyles from './run-lines.module.css'
import { highestOf, lowestOf, type Quantity, type RunLine } from './run-lines'
import type { RunLook } from './run-look'
import { ticksTo } from '../kit/ticks'
import { scaleOf, type ValueScale } from './value-scale'

/** Numbers that have room on an axis, on a phone too. */
const MOST_TICKS = { x: 5, y: 5 } as const
/** Axes longer than so many seconds count minutes. */
const LONG_SECONDS = 180
const MINUTE = 60

export interface RunChartProps {
  readonly quantity: Quantity
  readonly lines: readonly RunLine[]
  readonly view: RunsView
  readonly look: RunLook
  readonly slider: RunCursorProps['slider']
}

/** One quantity of the chosen runs. */
export function RunChart({ quantity, lines, view: { axis, scale }, look, slider }: RunChartProps) {
  const { curves: words } = useMessages().compare
  const format = useFormat()
  const end = highestOf(lines, ({ x }) => x)
  const top = quantity === 'accuracy' ? 1 : highestOf(lines, ({ mean }) => mean)
  const values = scaleOf(quantity === 'accuracy' ? 'linear' : scale, lowestOf(lines), top, MOST_TICKS.y)
  const unit = axis === 'seconds' && end > LONG_SECONDS ? MINUTE : 1
  const axisName = axis === 'steps' ? words.axisLabels.steps : words.axisLabels[unit === MINUTE ? 'minutes' : 'seconds']
  return (
    <figure className={styles.figure} data-quantity={quantity}>
      <figcaption>
        <h4 className={styles.quantity}>{words[quantity]}</h4>
      </figcaption>
      <Chart
        image={words.image(words[quantity], words.axes[axis])}
        x={{
          label: axisName,
          ticks: ticksTo(end / unit, MOST_TICKS.x).map((at) => ({ at: (at * unit) / (end || 1), label: format.typed(at) })),
        }}
        y={{
          ticks: values.ticks.map((at) => ({
            at: values.place(at),
            label: quantity === 'loss' ? format.typed(at) : format.percent(at, 0),
          })),
        }}
        over={<RunCursor look={look} end={end} slider={slider} />}
      >
        {lines.map((line) => (
          <Line key={line.unit.id} line={line} end={end} values={values} />
        ))}
      </Chart>
    </figure>
  )
}

/** @param end  of the x axis */
function Line({ line, end, values }: { readonly line: RunLine; readonly end: number; readonly values: ValueScale }) {
  const { unit, dashes, training, tested, isBand } = line
  const spans = spansOf(training, end, values)
  const points = spansOf(tested, end, values)
  return (
    <g className={lineStyles.line} data-colour={unit.colour} data-dashes={dashes} data-run={unit.name} data-points={spans.length}>
      {isBand && <path className={lineStyles.band} d={areaPath(spans.map(({ x, low, high }) => [x, low, high]))} />}
      <path className={lineStyles.training} d={linePath(spans.map(({ x, mean }) => [x, mean]))} />
      {isBand && <path className={lineStyles.bars} d={spansPath(points.map(({ x, low, high }) => [x, low, high]))} />}
      <path className={lineStyles.dots} d={dotsPath(points.map(({ x, mean }) => [x, mean]))} />
    </g>
  )
}

interface Span {
  readonly x: number
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** A band in the square of a chart; values that are no numbers are left out, and a band ends where the chart does. */
function spansOf({ x, mean, deviation }: Band, end: number, { place: inside }: ValueScale): readonly Span[] {
  return x.flatMap((at, place) => {
    const [middle, spread] = [mean[place]!, deviation[place]!]
    if (!Number.isFinite(middle) || !Number.isFinite(spread)) return []
    return { x: at / (end || 1), mean: inside(middle), low: inside(middle - spread), high: inside(middle + spread) }
  })
}
