import { useId, useMemo } from 'react'
import type { RunsView } from '../../state/runs/runs-state'
import type { RunUnit } from '../../state/runs/units'
import type { Band } from '../../statistics/band'
import { Chart } from '../kit/Chart'
import { areaPath, dotsPath, linePath, spansPath } from '../kit/chart-path'
import { LineSwatch } from '../kit/LineSwatch'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { useActions, useAppStore } from '../kit/store'
import { ticksTo } from '../kit/ticks'
import compare from './Compare.module.css'
import styles from './RunCurves.module.css'
import lineStyles from './run-lines.module.css'
import { dashesOf, highestOf, linesOf, type Quantity, type RunLine } from './run-lines'
import { useShownUnits } from './use-shown-units'

const AXES = ['steps', 'seconds'] as const

/** Loss and accuracy of the chosen runs, line over line. */
export function RunCurves() {
  const { curves: words } = useMessages().compare
  const title = useId()
  const units = useShownUnits()
  const axis = useAppStore((state) => state.runs.view.axis)
  const { setRunsView } = useActions()
  return (
    <section className={compare.section} aria-labelledby={title} data-testid="run-curves">
      <div className={styles.head}>
        <h3 id={title} className={compare.name}>
          {words.title}
        </h3>
        <Segmented
          label={words.axis}
          value={axis}
          options={AXES.map((value) => ({ value, label: words.axes[value] }))}
          onValueChange={(value) => setRunsView({ axis: value })}
        />
      </div>
      {units.length === 0 ? <p className={compare.note}>{words.none}</p> : <Charts units={units} axis={axis} />}
    </section>
  )
}

interface ChartsProps {
  readonly units: readonly RunUnit[]
  readonly axis: RunsView['axis']
}

function Charts({ units, axis }: ChartsProps) {
  const { curves: words } = useMessages().compare
  const hasBands = units.some(({ isGroup }) => isGroup)
  const losses = new Set(units.flatMap(({ runs }) => runs.map(({ settings }) => settings.loss.type)))
  const dashes = dashesOf(units)
  return (
    <>
      <ul className={styles.key}>
        {units.map(({ id, name, colour }, place) => (
          <li key={id}>
            <LineSwatch colour={colour} dashes={dashes[place]!} />
            <span>{name}</span>
          </li>
        ))}
      </ul>
      <div className={styles.charts}>
        <RunChart quantity="loss" units={units} axis={axis} />
        <RunChart quantity="accuracy" units={units} axis={axis} />
      </div>
      <div>
        <p className={compare.help}>{words.key}</p>
        {hasBands && <p className={compare.help}>{words.band}</p>}
        {losses.size > 1 && <p className={compare.help}>{words.otherLosses}</p>}
      </div>
    </>
  )
}

/** Numbers that have room on an axis, on a phone too. */
const MOST_TICKS = { x: 5, y: 5 } as const
/** Axes longer than so many seconds count minutes. */
const LONG_SECONDS = 180
const MINUTE = 60

function RunChart({ quantity, units, axis }: ChartsProps & { readonly quantity: Quantity }) {
  const { curves: words } = useMessages().compare
  const format = useFormat()
  const lines = useMemo(() => linesOf(units, quantity, axis), [units, quantity, axis])
  const end = highestOf(lines, ({ x }) => x)
  const top = quantity === 'accuracy' ? 1 : highestOf(lines, ({ mean }) => mean)
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
          label: quantity === 'loss' ? words.lossAxis : words.accuracyAxis,
          ticks: ticksTo(top, MOST_TICKS.y).map((at) => ({
            at: at / (top || 1),
            label: quantity === 'loss' ? format.typed(at) : format.percent(at, 0),
          })),
        }}
      >
        {lines.map((line) => (
          <Line key={line.unit.id} line={line} end={end} top={top} />
        ))}
      </Chart>
    </figure>
  )
}

/** @param end  of the x axis @param top  of the y axis */
function Line({ line, end, top }: { readonly line: RunLine; readonly end: number; readonly top: number }) {
  const { unit, dashes, training, tested, isBand } = line
  const spans = spansOf(training, end, top)
  const points = spansOf(tested, end, top)
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
function spansOf({ x, mean, deviation }: Band, end: number, top: number): readonly Span[] {
  const inside = (value: number): number => Math.min(1, Math.max(0, value / (top || 1)))
  return x.flatMap((at, place) => {
    const [middle, spread] = [mean[place]!, deviation[place]!]
    if (!Number.isFinite(middle) || !Number.isFinite(spread)) return []
    return { x: at / (end || 1), mean: inside(middle), low: inside(middle - spread), high: inside(middle + spread) }
  })
}
