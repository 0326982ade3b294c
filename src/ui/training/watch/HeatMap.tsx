import { useId, useLayoutEffect, useMemo, useRef } from 'react'
import { type Histogram, quantileOf } from '../../../statistics/histogram'
import type { RunProbe } from '../../../state/watch/watch-state'
import { DataTable } from '../../kit/DataTable'
import { Field } from '../../kit/Field'
import { formatNorm } from '../../kit/format-norm'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { probabilityScale } from '../../kit/scales'
import { Select, type SelectOption } from '../../kit/Select'
import { MapCanvas } from '../../maps/map-canvas'
import { type Bounds, COLUMNS, type Heat, heatOf } from './heat'
import { type AlongSteps, StepChart } from './StepChart'
import styles from './Watch.module.css'

export interface HeatOption extends SelectOption<string> {
  readonly bounds: Bounds
}

export interface HeatMapProps extends Omit<AlongSteps, 'steps'> {
  readonly kind: 'weights' | 'signals'
  readonly options: readonly HeatOption[]
  /** The first one where it is none of them. */
  readonly picked: string | null
  readonly onPick: (option: string) => void
  readonly probes: readonly RunProbe[]
  /** The same function always. */
  readonly valuesOf: (probe: RunProbe, option: string) => Histogram | null
}

/** How the values of one thing are spread, as shades over the steps of the run, and in words at one of them. */
export function HeatMap({ kind, options, picked, onPick, probes, valuesOf, ...along }: HeatMapProps) {
  const { watch: words, shell } = useMessages()
  const { dataTable } = shell
  const format = useFormat()
  const title = useId()
  const option = options.find(({ value }) => value === picked) ?? options[0]
  const shown = option?.value ?? null
  const columns = useMemo(
    () =>
      probes.flatMap((probe) => {
        const values = shown === null ? null : valuesOf(probe, shown)
        return values === null ? [] : { step: probe.step, values }
      }),
    [probes, shown, valuesOf],
  )
  if (option === undefined || columns.length === 0) return null
  const read = columns.find(({ step }) => step === along.step)
  const quantile = (share: number): string => (read === undefined ? '' : formatNorm(format, quantileOf(read.values, share)))
  const numbers = () => ({
    caption: dataTable.spread(option.label),
    head: [words.table.step, dataTable.low, dataTable.median, dataTable.high],
    rows: columns.map(({ step, values }) => [
      format.integer(step),
      ...[0.05, 0.5, 0.95].map((share) => formatNorm(format, quantileOf(values, share))),
    ]),
  })
  return (
    <figure className={styles.figure} aria-labelledby={title} data-kind={kind}>
      <figcaption className={styles.caption}>
        <h4 id={title} className={styles.name}>
          {words[kind].title}
        </h4>
        <Field label={words[kind].pick}>
          <Select value={option.value} options={options} onValueChange={onPick} />
        </Field>
      </figcaption>
      <HeatChart columns={columns} image={words[kind].image(option.label)} bounds={option.bounds} {...along} />
      {read && (
        <p className={styles.spread} data-testid={`watch-${kind}`} data-step={read.step}>
          {words.spread(format.integer(read.step), quantile(0.05), quantile(0.5), quantile(0.95))}
        </p>
      )}
      <DataTable title={dataTable.of(option.label)} content={numbers} testId={`watch-${kind}-all`} />
    </figure>
  )
}

interface HeatChartProps extends Omit<AlongSteps, 'steps'> {
  readonly columns: readonly { readonly step: number; readonly values: Histogram }[]
  readonly image: string
  readonly bounds: Bounds
}

function HeatChart({ columns, image, bounds, ...along }: HeatChartProps) {
  const { watch: words } = useMessages()
  const format = useFormat()
  const { spacing, end } = along.axis
  const heat = useMemo(() => heatOf(columns, bounds, { spacing, end }), [columns, bounds, spacing, end])
  return (
    <>
      <StepChart
        image={image}
        steps={columns.map(({ step }) => step)}
        y={{ label: words.valueAxis, ticks: valueTicks(heat, (value) => formatNorm(format, value)) }}
        ground={<HeatCanvas heat={heat} />}
        {...along}
      />
      <p className={styles.legend}>
        <span>{words.share}</span>
        <span>0</span>
        <span className={styles.ramp} style={{ background: probabilityScale.gradient }} />
        <span>{words.orMore(format.percent(heat.top))}</span>
      </p>
    </>
  )
}

function HeatCanvas({ heat }: { readonly heat: Heat }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    if (canvas.current !== null) new MapCanvas(canvas.current, { scale: probabilityScale }).paint(heat.shades)
  }, [heat])
  return <canvas ref={canvas} className={styles.map} width={COLUMNS} height={heat.rows} />
}

/** The ends of the map, and 0 where it is between them and has room. */
function valueTicks({ low, high }: Heat, format: (value: number) => string) {
  const zero = -low / (high - low)
  const middle = low + (high - low) / 2
  const values = zero > 0.1 && zero < 0.9 ? [low, 0, high] : [low, middle, high]
  return values.map((value) => ({ at: (value - low) / (high - low), label: format(value) }))
}
