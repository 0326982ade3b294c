import { useId } from 'react'
import type { Calibration as Measured, ConfidenceBin } from '../../statistics/calibration'
import { useFormat, useMessages } from '../kit/messages/messages'
import { DataTable } from '../kit/DataTable'
import section from '../kit/Section.module.css'
import styles from './Calibration.module.css'
import { ChartFigure } from './ChartFigure'
import { dotsPath, linePath, logPlace, powerAbove, spansPath } from '../kit/chart-path'

/** Of a bar, in the width of a bin. */
const BAR = 0.36

/** Whether the model is as often right as it says, and how often it says what. */
export function Calibration({ calibration }: { readonly calibration: Measured }) {
  const { calibration: words } = useMessages().judge
  const title = useId()
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <div className={styles.charts}>
        <Reliability calibration={calibration} />
        <Histogram calibration={calibration} />
      </div>
      <Bins calibration={calibration} />
    </section>
  )
}

const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]

function Reliability({ calibration: { bins } }: { readonly calibration: Measured }) {
  const { calibration: words } = useMessages().judge
  const format = useFormat()
  const ticks = FIFTHS.map((at) => ({ at, label: format.percent(at, 0) }))
  const known = bins.flatMap(({ confidence, share: { value, interval } }) =>
    confidence === null || value === null || interval === null ? [] : [{ confidence, value, interval }],
  )
  const points = known.map(({ confidence, value }) => [confidence, value] as const)
  return (
    <ChartFigure
      name={words.reliability}
      legendClass={styles.key}
      legend={
        <>
          <li data-mark="model">{words.measured}</li>
          <li data-mark="ideal">{words.ideal}</li>
        </>
      }
      image={words.reliabilityImage}
      x={{ label: words.confidence, ticks }}
      y={{ label: words.accuracy, ticks }}
    >
      <path
        className={styles.ideal}
        d={linePath([
          [0, 0],
          [1, 1],
        ])}
      />
      <path className={styles.spread} d={spansPath(known.map(({ confidence, interval: [low, high] }) => [confidence, low, high]))} />
      <path className={styles.line} d={linePath(points)} />
      <path className={styles.dots} d={dotsPath(points)} />
    </ChartFigure>
  )
}

function Histogram({ calibration: { bins } }: { readonly calibration: Measured }) {
  const { calibration: words } = useMessages().judge
  const format = useFormat()
  const top = powerAbove(Math.max(...bins.map(({ share }) => share.total)))
  const powers = Array.from({ length: Math.log10(top) + 1 }, (_, power) => 10 ** power)
  const bar = (count: number, from: number, { high, low }: ConfidenceBin) => {
    const height = logPlace(count, top)
    return { x: low + from * (high - low), width: BAR * (high - low), y: 1 - height, height }
  }
  return (
    <ChartFigure
      name={words.histogram}
      legendClass={styles.key}
      legend={
        <>
          <li data-mark="correct">{words.correct}</li>
          <li data-mark="wrong">{words.wrong}</li>
        </>
      }
      image={words.histogramImage}
      x={{ label: words.confidence, ticks: FIFTHS.map((at) => ({ at, label: format.percent(at, 0) })) }}
      y={{ label: words.answers, ticks: powers.map((power) => ({ at: logPlace(power, top), label: format.compact(power) })) }}
    >
      {bins.map((bin) => (
        <g key={bin.low}>
          <rect className={styles.correct} {...bar(bin.share.hits, 0.5 - BAR - 0.02, bin)} />
          <rect className={styles.wrong} {...bar(bin.share.total - bin.share.hits, 0.5 + 0.02, bin)} />
        </g>
      ))}
    </ChartFigure>
  )
}

/** Both charts in numbers. */
function Bins({ calibration: { bins } }: { readonly calibration: Measured }) {
  const { calibration: words, figures } = useMessages().judge
  const format = useFormat()
  const content = () => ({
    caption: words.tableCaption,
    head: [words.confidence, words.count, words.wrong, words.meanConfidence, figures.accuracy, figures.interval],
    rows: bins.map(({ low, high, confidence, share: { hits, total, value, interval } }) => [
      words.range(format.percent(low, 0), format.percent(high, 0)),
      format.integer(total),
      format.integer(total - hits),
      confidence === null ? words.unknown : format.percent(confidence),
      value === null ? words.unknown : format.percent(value),
      interval === null ? words.unknown : figures.range(format.percent(interval[0]), format.percent(interval[1])),
    ]),
  })
  return <DataTable title={words.table} content={content} testId="judge-calibration" />
}
