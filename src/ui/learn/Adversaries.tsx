import { ADVERSARY, type Course, type Measure, measures, type Range } from '../explain/adversary-figures'
import { Chart } from '../kit/Chart'
import { areaPath, dotsPath, linePath } from '../kit/chart-path'
import { DataTable, type DataTableContent } from '../kit/DataTable'
import { LineSwatch } from '../kit/LineSwatch'
import { useFormat, useMessages } from '../kit/messages/messages'
import { ticksAbove, ticksAround } from '../kit/ticks'
import styles from './Adversaries.module.css'

/** Numbers that have room on an axis. */
const MOST_TICKS = 4
/** Hue and dashes of each course, in their order. */
const LOOKS = [
  { colour: 1, dashes: 0 },
  { colour: 0, dashes: 1 },
  { colour: 3, dashes: 2 },
] as const

interface Axis {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
}

/** Four measures on the way of a writer, by maximum likelihood and against an opponent. */
export function AdversaryCharts() {
  const { adversaries: words } = useMessages().learn.page
  const { seeds, courses } = ADVERSARY
  const nameOf = useCourseName()
  const format = useFormat()
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <p>{words.caption(seeds.length === 1 ? null : format.integer(seeds.length))}</p>
        <ul className={styles.key} aria-label={words.lines}>
          {courses.map((course, place) => (
            <li key={nameOf(course)}>
              <LineSwatch {...lookOf(place)} />
              <span>{nameOf(course)}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <div className={styles.charts}>
        {measures.map((measure) => (
          <MeasureChart key={measure} measure={measure} />
        ))}
      </div>
    </figure>
  )
}

function MeasureChart({ measure }: { readonly measure: Measure }) {
  const { adversaries: words } = useMessages().learn.page
  const format = useFormat()
  const textOf = useMeasureText()
  const { courses } = ADVERSARY
  const end = Math.max(...courses.flatMap(({ steps }) => steps))
  const { low, high, ticks } = axisOf(measure)
  const at = (value: number): number => (value - low) / (high - low)
  const spans = (course: Course) =>
    course[measure].map((range, place) => [course.steps[place]! / end, at(range.low), at(range.high), at(range.mean)] as const)
  return (
    <div className={styles.measure} data-measure={measure}>
      <h4 className={styles.name}>{words.measures[measure]}</h4>
      <Chart
        image={words.image(words.measures[measure])}
        x={{ label: words.steps, ticks: ticksAbove(end, MOST_TICKS).map((step) => ({ at: step / end, label: format.integer(step) })) }}
        y={{ ticks: ticks.map((value) => ({ at: at(value), label: textOf(measure, value, true) })) }}
      >
        {courses.map((course, place) => {
          const points = spans(course)
          const middle = points.map(([x, , , mean]) => [x, mean] as const)
          return (
            <g key={place} className={styles.line} data-colour={lookOf(place).colour} data-dashes={lookOf(place).dashes}>
              <path className={styles.band} d={areaPath(points.map(([x, least, most]) => [x, least, most]))} />
              <path d={linePath(middle)} />
              <path className={styles.dots} d={dotsPath(middle)} />
            </g>
          )
        })}
      </Chart>
    </div>
  )
}

/** The charts in numbers: where both begin, and every course where it was measured. */
export function AdversaryTable() {
  const { adversaries: words } = useMessages().learn.page
  const { seeds, courses } = ADVERSARY
  const nameOf = useCourseName()
  const textOf = useMeasureText()
  const format = useFormat()
  const cell = (measure: Measure, { mean, low, high }: Range): string => {
    if (seeds.length === 1) return textOf(measure, mean)
    return words.cell(textOf(measure, mean), textOf(measure, low), textOf(measure, high))
  }
  const content = (): DataTableContent => ({
    caption: words.tableCaption(seeds.length === 1 ? null : format.integer(seeds.length)),
    head: [words.way, words.steps, ...measures.map((measure) => words.measures[measure])],
    rows: courses.flatMap((course) =>
      course.steps.map((step, place) => [
        nameOf(course),
        format.integer(step),
        ...measures.map((measure) => cell(measure, course[measure][place]!)),
      ]),
    ),
  })
  return <DataTable title={words.table} content={content} testId="adversary-table" />
}

function useCourseName(): (course: Course) => string {
  const { adversaries: words } = useMessages().learn.page
  const format = useFormat()
  return ({ way, learningRate }) => words.ways[way](format.typed(learningRate))
}

/** @returns what a measure is; on an axis as short as it may be */
function useMeasureText(): (measure: Measure, value: number, isTick?: boolean) => string {
  const format = useFormat()
  return (measure, value, isTick = false) => {
    if (measure === 'nats' || measure === 'spread') return isTick ? format.typed(value) : format.decimal(value, 2)
    return format.percent(value, isTick ? 0 : 1)
  }
}

function lookOf(place: number): { readonly colour: number; readonly dashes: number } {
  return LOOKS[place] ?? { colour: place % 8, dashes: place % 8 }
}

/** Shares are of all, a spread is seen against none, and nats have no natural foot. */
function axisOf(measure: Measure): Axis {
  const values = ADVERSARY.courses.flatMap((course) => course[measure].flatMap(({ low, high }) => [low, high]))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const ticks =
    measure === 'nats' ? ticksAround(least, most, MOST_TICKS) : measure === 'spread' ? ticksAbove(most, MOST_TICKS) : ticksAbove(1, 5)
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks }
}
